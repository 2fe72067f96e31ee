import { switchRelaxedSimd } from "../../base/relaxedSimd.ts";
import { Emitter } from "./emitter.ts";

/** f(): lane 0 of relaxed_madd(a, b, c) with a = b = 1 + 2^-12, c = -(1 + 2^-11): 2^-24 if rounded once, else 0. */
function probeModule(): Uint8Array<ArrayBuffer> {
  const code = new Emitter().unsigned(0);
  for (const x of [1 + 2 ** -12, 1 + 2 ** -12, -(1 + 2 ** -11)]) code.byte(0x43).f32(x).simd(0x13);
  code.simd(0x105).simd(0x1f).byte(0).byte(0x0b);
  const out = new Emitter().bytes([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  out.section(1, new Emitter().bytes([1, 0x60, 0, 1, 0x7d]));
  out.section(3, new Emitter().bytes([1, 0]));
  out.section(7, new Emitter().unsigned(1).name("f").bytes([0, 0]));
  out.section(10, new Emitter().unsigned(1).unsigned(code.length).bytes(code.written));
  return out.written.slice();
}

/** Whether relaxed SIMD is here and its multiply-add rounds once: computed, not assumed. */
export function probeFusedMultiplyAdd(): boolean {
  const bytes = probeModule();
  if (!WebAssembly.validate(bytes)) {
    switchRelaxedSimd(true);
    if (!WebAssembly.validate(bytes)) return false;
  }
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  return (exports as { readonly f: () => number }).f() === 2 ** -24;
}
