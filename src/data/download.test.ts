import { expect, test } from "vitest";
import { formatProgress } from "./download.ts";

test("the bar shows how far a download is", () => {
  const line = (receivedBytes: number, totalBytes?: number): string =>
    formatProgress({ file: "a.gz", receivedBytes, totalBytes });
  expect(line(0, 4e6)).toBe("a.gz [>                             ] 0.0/4.0 MB");
  expect(line(1e6, 4e6)).toBe("a.gz [========>                     ] 1.0/4.0 MB");
  expect(line(4e6, 4e6)).toBe("a.gz [==============================] 4.0/4.0 MB");
  expect(line(2_340_000)).toBe("a.gz 2.3 MB");
});
