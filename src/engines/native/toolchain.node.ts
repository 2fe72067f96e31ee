import type { Target } from "./host.ts";

/** A C compiler that was found, and what it makes code for. */
export interface Toolchain {
  /** The command and arguments that stand before all others. */
  readonly command: readonly [string, ...string[]];
  /** In all compilations. */
  readonly flags: readonly string[];
  readonly target: Target;
  /** Text that differs wherever the code of equal files may differ: compiler, version, target, flags. */
  readonly identity: string;
}

/*
 * -ffp-contract=off: a product is rounded before it is added wherever the kernel says so, as error-free transformations
 * need it; multiplyAdd asks for one rounding by name. So the bits depend on the kernel and the target's lanes alone,
 * never on what a compiler makes of a line. The other flags change no result.
 */
const flags = [
  "-std=gnu11",
  "-O2",
  "-ffp-contract=off",
  "-fno-math-errno",
  "-fno-trapping-math",
  "-fwrapv",
  "-fno-strict-aliasing",
  "-fPIC",
  "-w",
];

const sanitizers = ["-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"];

/** The first that works of $HORNET_CC, or else cc, gcc, clang; or why there is none. */
export function findToolchain(): Toolchain | string {
  const chosen = process.env["HORNET_CC"]?.trim();
  const own = chosen === undefined || chosen === "" ? undefined : chosen.split(/\s+/);
  const commands = own === undefined ? [["cc"], ["gcc"], ["clang"]] : [own];
  for (const command of commands) {
    const found = probe(command as [string, ...string[]]);
    if (found !== undefined) return found;
  }
  return own === undefined
    ? "no C compiler (cc, gcc, clang) is on the PATH"
    : `the C compiler of HORNET_CC, "${chosen}", does not run`;
}

function probe(command: readonly [string, ...string[]]): Toolchain | undefined {
  for (const machine of ["-march=native", "-mcpu=native"]) {
    const { spawnSync } = process.getBuiltinModule("node:child_process");
    const [file, ...first] = command;
    const { status, stdout } = spawnSync(
      file,
      [...first, machine, "-dM", "-E", "-x", "c", "/dev/null"],
      { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], timeout: 20_000 },
    );
    if (status !== 0) continue;
    const macros = stdout.split("\n").toSorted();
    const all = [
      ...flags,
      machine,
      ...(process.env["HORNET_NATIVE_SANITIZE"] === "1" ? sanitizers : []),
    ];
    return {
      command,
      flags: all,
      target: targetOf(new Map(macros.map((line) => split(line)))),
      identity: [...all, ...macros].join("\n"),
    };
  }
  return undefined;
}

/** "#define NAME VALUE". */
function split(line: string): readonly [name: string, value: string] {
  const [, name = "", value = ""] = /^#define (\S+) ?(.*)$/.exec(line) ?? [];
  return [name, value];
}

/** What the predefined macros tell. */
export function targetOf(macros: ReadonlyMap<string, string>): Target {
  const has = (name: string): boolean => macros.has(name);
  const lanes = has("__AVX512F__") ? 16 : has("__AVX2__") ? 8 : 4;
  const version = (macros.get("__VERSION__") ?? "").replaceAll('"', "");
  return {
    lanes,
    registers: has("__AVX512F__") || has("__aarch64__") ? 32 : 16,
    fusedMultiplyAdd: has("__FMA__") || has("__aarch64__") || has("__ARM_FEATURE_FMA"),
    compiler: has("__clang__") ? version : `gcc ${version}`,
  };
}
