import type { Fraction } from './fraction';

const largestTried = 1000n;

/** A positive fraction as a product of powers of whole numbers: of primes, where they are small, and one that is left. */
export function ofWholeFactors({ n, d }: Fraction): [factor: bigint, times: number][] {
  return [...factors(n, 1), ...factors(d, -1)];
}

function factors(value: bigint, sign: 1 | -1): [bigint, number][] {
  const found: [bigint, number][] = [];
  let left = value;
  for (let p = 2n; p <= largestTried && p * p <= left; p += p === 2n ? 1n : 2n) {
    let times = 0;
    for (; left % p === 0n; left /= p) times++;
    if (times > 0) found.push([p, sign * times]);
  }
  if (left > 1n) found.push([left, sign]);
  return found;
}
