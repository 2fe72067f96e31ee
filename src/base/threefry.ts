const parity = 0x1bd11bda;
const rotations = [
  [13, 15, 26, 6],
  [17, 29, 16, 24],
] as const;

/**
 * Threefry-2x32 with 20 rounds: (key, counter) -> two words of 32 random bits, each in [0, 2^32).
 * Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3". https://doi.org/10.1145/2063384.2063405
 */
export function threefry2x32(
  key0: number,
  key1: number,
  counter0: number,
  counter1: number,
): [number, number] {
  const keys = [key0, key1, parity ^ key0 ^ key1] as const;
  let x = (counter0 + key0) | 0;
  let y = (counter1 + key1) | 0;
  for (let block = 0; block < 5; block++) {
    for (const rotation of rotations[(block % 2) as 0 | 1]) {
      x = (x + y) | 0;
      y = ((y << rotation) | (y >>> (32 - rotation))) ^ x;
    }
    x = (x + keys[((block + 1) % 3) as 0 | 1 | 2]) | 0;
    y = (y + keys[((block + 2) % 3) as 0 | 1 | 2] + block + 1) | 0;
  }
  return [x >>> 0, y >>> 0];
}
