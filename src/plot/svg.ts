/** Values of attributes; undefined leaves one out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Text that is safe between tags and inside of quotes; characters that XML forbids become U+FFFD. */
export function escapeText(text: string): string {
  const allowed = text.replaceAll(
    /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu,
    "\uFFFD",
  );
  return allowed
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** `<name key="value">children</name>`; children are markup, numbers keep two decimals. */
export function element(
  name: string,
  attributes: Attributes,
  children: string | readonly string[] = "",
): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(
      ([key, value]) =>
        ` ${key}="${typeof value === "number" ? short(value) : escapeText(String(value))}"`,
    )
    .join("");
  const inner = typeof children === "string" ? children : children.join("");
  return inner === "" ? `<${name}${written}/>` : `<${name}${written}>${inner}</${name}>`;
}

/** A text element; its content is escaped. */
export function textElement(content: string, attributes: Attributes): string {
  return element("text", attributes, escapeText(content));
}

/** A coordinate with at most two decimals. */
export function short(x: number): string {
  return String(Math.round(x * 100) / 100 + 0);
}

/** Rough width of text in pixels, at so many pixels of font size: no font is at hand to measure. */
export function textWidth(text: string, fontSize = 12): number {
  return [...text].length * fontSize * 0.58;
}
