import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Figure } from "./figure.ts";
import { element, escapeText } from "./svg.ts";

const figure = new Figure({
  width: 20.5,
  height: 10,
  description: 'a "b" <c> & d',
  marks: ["<g/>"],
});

test("a figure is one SVG text, in a notebook too", () => {
  expect(String(figure)).toBe(figure.svg);
  expect(figure.svg).toMatch(
    /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="21" height="10" viewBox="0 0 21 10" role="img"/,
  );
  expect(figure.svg).toContain("<title>a &quot;b&quot; &lt;c&gt; &amp; d</title>");
  const display = Reflect.get(figure, Symbol.for("Jupyter.display")) as () => Record<
    string,
    string
  >;
  expect(display()["image/svg+xml"]).toBe(figure.svg);
});

test("save writes the SVG and refuses other endings", async () => {
  const folder = await mkdtemp(join(tmpdir(), "hornet-plot-"));
  await figure.save(join(folder, "a.svg"));
  expect(await readFile(join(folder, "a.svg"), "utf8")).toBe(`${figure.svg}\n`);
  await expect(figure.save(join(folder, "a.png"))).rejects.toThrow(
    /figure.save: expected a name that ends in .svg/,
  );
  await expect(figure.save(join(folder, "none", "a.svg"))).rejects.toMatchObject({ code: "file" });
  await rm(folder, { recursive: true });
});

test("text cannot become markup, nor hold what XML forbids", () => {
  expect(escapeText(`<script a="1">&'`)).toBe("&lt;script a=&quot;1&quot;&gt;&amp;'");
  expect(escapeText("a\u0000b\uD800c\uFFFFd\u{1F40D}\n")).toBe("a\uFFFDb\uFFFDc\uFFFDd\u{1F40D}\n");
  expect(element("g", { a: '"', b: undefined, c: 1 / 3, d: -0.001 })).toBe(
    '<g a="&quot;" c="0.33" d="0"/>',
  );
});
