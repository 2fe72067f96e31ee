// Writes `fail("shape", { where, expected: `${a} axes`, received: `${b}` })` as `fail("shape", where, 27, a, b)`, where
// `fail` is `failShort` (src/base/errors.ts), and keeps the sentence, ["expected ", 0, " axes, received ", 0, "."]: each 0
// stands for the next value, a list of sentences for the one whose number is the next value. src/cli/errorText.ts, the
// command `hornet error`, puts the two together again.
import { parseSync, Visitor } from "oxc-parser";

/** A sentence, and the code of the values that fill it. */
class Draft {
  sentence = [];
  values = [];

  write(text) {
    if (typeof this.sentence.at(-1) === "string") this.sentence.push(this.sentence.pop() + text);
    else if (text !== "") this.sentence.push(text);
  }

  fill(value) {
    this.sentence.push(0);
    this.values.push(value);
  }

  append({ sentence, values }) {
    for (const part of sentence) {
      if (typeof part === "string") this.write(part);
      else this.sentence.push(part);
    }
    this.values.push(...values);
  }

  /** One of two drafts, by the code of a condition. */
  choose(condition, yes, no) {
    const list = (number, { values }) => `[${[number, ...values].join(", ")}]`;
    this.sentence.push([yes.sentence, no.sentence]);
    this.values.push(`...(${condition} ? ${list(0, yes)} : ${list(1, no)})`);
  }

  get hasWords() {
    return this.sentence.some((part) => part !== 0);
  }
}

/** The parts of one module's complaints. */
class Reader {
  constructor(path, code) {
    this.path = path;
    this.code = code;
  }

  source({ start, end }) {
    return this.code.slice(start, end);
  }

  refuse(node, what) {
    throw new Error(`${this.path}: ${what} cannot be made short: ${this.source(node)}`);
  }

  text(node) {
    const draft = new Draft();
    if (node.type === "ParenthesizedExpression") return this.text(node.expression);
    if (node.type === "Literal" && typeof node.value === "string") draft.write(node.value);
    else if (node.type === "TemplateLiteral") {
      for (const [i, { value }] of node.quasis.entries()) {
        draft.write(value.cooked);
        if (i < node.expressions.length) draft.append(this.text(node.expressions[i]));
      }
    } else if (node.type === "ConditionalExpression") {
      const [yes, no] = [this.text(node.consequent), this.text(node.alternate)];
      if (yes.hasWords || no.hasWords) draft.choose(this.source(node.test), yes, no);
      else draft.fill(this.source(node));
    } else draft.fill(this.source(node));
    return draft;
  }

  /** What stands behind the first sentence: `advice: "Add an axis"`, or `...(isFlat ? { advice: "Add an axis" } : {})`. */
  advice(properties) {
    const draft = new Draft();
    for (const property of properties) {
      if (property.type === "SpreadElement") {
        const { test, consequent, alternate } =
          property.argument.expression ?? this.refuse(property, "what has no condition");
        draft.choose(
          this.source(test),
          this.advice(consequent.properties),
          this.advice(alternate.properties),
        );
      } else if (property.key.name === "advice") {
        draft.write(" ");
        draft.append(this.text(property.value));
        draft.write(".");
      } else this.refuse(property, "an unknown part");
    }
    return draft;
  }

  complaint(properties) {
    const part = (name) => properties.findIndex(({ key }) => key?.name === name);
    const [where, expected, received] = ["where", "expected", "received"].map(part);
    const draft = new Draft();
    draft.write("expected ");
    draft.append(this.text(properties[expected].value));
    draft.write(", received ");
    draft.append(this.text(properties[received].value));
    draft.write(".");
    draft.append(
      this.advice(properties.filter((_, i) => ![where, expected, received].includes(i))),
    );
    return { where: this.source(properties[where].value), draft };
  }
}

/** The module with short complaints, numbered from `sentences.length` on; their sentences are put there. */
export function shortenErrors(path, code, sentences) {
  const { program, errors } = parseSync(path, code);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0].message}`);
  const reader = new Reader(path, code);
  const edits = [];
  let imported;
  let mentions = 0;
  new Visitor({
    ImportDeclaration({ source, specifiers }) {
      if (source.value.endsWith("/errors.js"))
        imported = specifiers.find((specifier) => specifier.imported.name === "fail");
    },
    Identifier({ name }) {
      if (name === "fail") mentions++;
    },
    CallExpression(call) {
      if (imported === undefined || call.callee.name !== "fail") return;
      const [kind, complaint] = call.arguments;
      const { where, draft } = reader.complaint(complaint.properties);
      const given = [reader.source(kind), where, sentences.length, ...draft.values];
      edits.push([call, `fail(${given.join(", ")})`]);
      sentences.push(draft.sentence);
    },
  }).visit(program);
  if (imported === undefined) return code;
  // Imported, by two names of one node, and called: what is passed on would stay long.
  if (mentions !== edits.length + 2) reader.refuse(imported, "what is not called");
  edits.push([imported, "failShort as fail"]);
  edits.sort(([a], [b]) => b.start - a.start);
  return edits.reduce(
    (text, [{ start, end }, short]) => text.slice(0, start) + short + text.slice(end),
    code,
  );
}
