import { fail } from "./errors.ts";

/** Where an image's channels stand: [n, height, width, channels] or [n, channels, height, width]. */
export type DataFormat = "channels_last" | "channels_first";

let chosen: DataFormat = "channels_last";

/** The format of layers and ops that are told none. */
export function imageDataFormat(): DataFormat {
  return chosen;
}

/** Sets the format of layers and ops that are told none. Default "channels_last". */
export function setImageDataFormat(format: DataFormat): void {
  chosen = expectDataFormat("setImageDataFormat", format);
}

/** The format itself, or the default one for null and undefined. Throws on any other word. */
export function expectDataFormat(where: string, format: DataFormat | null | undefined): DataFormat {
  const given: unknown = format ?? chosen;
  const word = typeof given === "string" ? given.toLowerCase() : given;
  if (word === "channels_last" || word === "channels_first") return word;
  return fail("option", {
    where,
    expected: 'a data format of "channels_last" or "channels_first"',
    received: JSON.stringify(format),
  });
}
