const mask = 2n ** 64n - 1n;
const k0 = 0xc3a5c85c97cb3127n;
const k1 = 0xb492b66fbe98f273n;
const k2 = 0x9ae16a3b2f90404fn;

const wrap = (x: bigint): bigint => x & mask;
const rotate = (x: bigint, by: bigint): bigint =>
  by === 0n ? x : wrap((x >> by) | (x << (64n - by)));
const shiftMix = (x: bigint): bigint => x ^ (x >> 47n);

function joined(u: bigint, v: bigint, mul: bigint): bigint {
  const a = shiftMix(wrap((u ^ v) * mul));
  const b = shiftMix(wrap((v ^ a) * mul));
  return wrap(b * mul);
}

/** The 32-byte step for long texts. */
function weak(
  [w, x, y, z]: readonly [bigint, bigint, bigint, bigint],
  first: bigint,
  second: bigint,
): [bigint, bigint] {
  let a = wrap(first + w);
  let b = rotate(wrap(second + a + z), 21n);
  const c = a;
  a = wrap(a + x + y);
  b = wrap(b + rotate(a, 44n));
  return [wrap(a + z), wrap(b + c)];
}

/** FarmHash's Fingerprint64 of bytes, the same on every machine: https://github.com/google/farmhash */
export function fingerprint64(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = (i: number): bigint => view.getBigUint64(i, true);
  const at32 = (i: number): bigint => BigInt(view.getUint32(i, true));
  const { length } = bytes;
  const size = BigInt(length);
  const mul = wrap(k2 + size * 2n);
  if (length === 0) return k2;
  if (length < 4) {
    const y = BigInt(bytes[0]! + (bytes[length >> 1]! << 8));
    const z = BigInt(length + (bytes[length - 1]! << 2));
    return wrap(shiftMix(wrap(y * k2) ^ wrap(z * k0)) * k2);
  }
  if (length < 8) return joined(wrap(size + (at32(0) << 3n)), at32(length - 4), mul);
  if (length <= 16) {
    const a = wrap(at(0) + k2);
    const b = at(length - 8);
    const c = wrap(rotate(b, 37n) * mul + a);
    const d = wrap((rotate(a, 25n) + b) * mul);
    return joined(c, d, mul);
  }
  if (length <= 32) {
    const a = wrap(at(0) * k1);
    const b = at(8);
    const c = wrap(at(length - 8) * mul);
    const d = wrap(at(length - 16) * k2);
    return joined(
      wrap(rotate(wrap(a + b), 43n) + rotate(c, 30n) + d),
      wrap(a + rotate(wrap(b + k2), 18n) + c),
      mul,
    );
  }
  if (length <= 64) {
    const a = wrap(at(0) * k2);
    const b = at(8);
    const c = wrap(at(length - 8) * mul);
    const d = wrap(at(length - 16) * k2);
    const y = wrap(rotate(wrap(a + b), 43n) + rotate(c, 30n) + d);
    const z = joined(y, wrap(a + rotate(wrap(b + k2), 18n) + c), mul);
    const e = wrap(at(16) * mul);
    const f = at(24);
    const g = wrap((y + at(length - 32)) * mul);
    const h = wrap((z + at(length - 24)) * mul);
    return joined(
      wrap(rotate(wrap(e + f), 43n) + rotate(g, 30n) + h),
      wrap(e + rotate(wrap(f + a), 18n) + g),
      mul,
    );
  }
  const seed = 81n;
  let y = wrap(seed * k1 + 113n);
  let z = wrap(shiftMix(wrap(y * k2 + 113n)) * k2);
  let v: [bigint, bigint] = [0n, 0n];
  let w: [bigint, bigint] = [0n, 0n];
  let x = wrap(seed * k2 + at(0));
  const four = (i: number): [bigint, bigint, bigint, bigint] => [
    at(i),
    at(i + 8),
    at(i + 16),
    at(i + 24),
  ];
  const end = ((length - 1) >> 6) * 64;
  for (let i = 0; i < end; i += 64) {
    x = wrap(rotate(wrap(x + y + v[0] + at(i + 8)), 37n) * k1);
    y = wrap(rotate(wrap(y + v[1] + at(i + 48)), 42n) * k1);
    x ^= w[1];
    y = wrap(y + v[0] + at(i + 40));
    z = wrap(rotate(wrap(z + w[0]), 33n) * k1);
    v = weak(four(i), wrap(v[1] * k1), wrap(x + w[0]));
    w = weak(four(i + 32), wrap(z + w[1]), wrap(y + at(i + 16)));
    [z, x] = [x, z];
  }
  const last = length - 64;
  const factor = wrap(k1 + ((z & 255n) << 1n));
  w[0] = wrap(w[0] + BigInt((length - 1) & 63));
  v[0] = wrap(v[0] + w[0]);
  w[0] = wrap(w[0] + v[0]);
  x = wrap(rotate(wrap(x + y + v[0] + at(last + 8)), 37n) * factor);
  y = wrap(rotate(wrap(y + v[1] + at(last + 48)), 42n) * factor);
  x ^= wrap(w[1] * 9n);
  y = wrap(y + v[0] * 9n + at(last + 40));
  z = wrap(rotate(wrap(z + w[0]), 33n) * factor);
  v = weak(four(last), wrap(v[1] * factor), wrap(x + w[0]));
  w = weak(four(last + 32), wrap(z + w[1]), wrap(y + at(last + 16)));
  [z, x] = [x, z];
  return joined(
    wrap(joined(v[0], w[0], factor) + shiftMix(y) * k0 + z),
    wrap(joined(v[1], w[1], factor) + x),
    factor,
  );
}

/** One fingerprint of two, as TensorFlow crosses features. */
export function joinFingerprints(first: bigint, second: bigint): bigint {
  const mul = 0xc6a4a7935bd1e995n;
  let result = first ^ mul;
  result ^= wrap(shiftMix(wrap(second * mul)) * mul);
  result = wrap(result * mul);
  result = wrap(shiftMix(result) * mul);
  return shiftMix(result);
}

/** SipHash-2-4 of bytes under a key of two words. Aumasson & Bernstein 2012, https://www.131002.net/siphash/siphash.pdf */
export function sipHash(bytes: Uint8Array, key: readonly [bigint, bigint]): bigint {
  const state: [bigint, bigint, bigint, bigint] = [
    0x736f6d6570736575n ^ wrap(key[0]),
    0x646f72616e646f6dn ^ wrap(key[1]),
    0x6c7967656e657261n ^ wrap(key[0]),
    0x7465646279746573n ^ wrap(key[1]),
  ];
  // Rotations of the paper go left: 64 minus these.
  const round = (): void => {
    let [a, b, c, d] = state;
    a = wrap(a + b);
    b = rotate(b, 51n) ^ a;
    a = rotate(a, 32n);
    c = wrap(c + d);
    d = rotate(d, 48n) ^ c;
    a = wrap(a + d);
    d = rotate(d, 43n) ^ a;
    c = wrap(c + b);
    b = rotate(b, 47n) ^ c;
    c = rotate(c, 32n);
    state.splice(0, 4, a, b, c, d);
  };
  const take = (word: bigint): void => {
    state[3] ^= word;
    round();
    round();
    state[0] ^= word;
  };
  const padded = new Uint8Array(Math.floor(bytes.length / 8) * 8 + 8);
  padded.set(bytes);
  padded[padded.length - 1] = bytes.length & 255;
  const view = new DataView(padded.buffer);
  for (let i = 0; i < padded.length; i += 8) take(view.getBigUint64(i, true));
  state[2] ^= 255n;
  for (let i = 0; i < 4; i++) round();
  return state.reduce((all, word) => all ^ word);
}
