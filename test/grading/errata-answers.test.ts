import { testAnswers } from './answers';

/** Answers of another kind than the reference solution, which are right too. */
const otherwise: Record<string, string> = {
  // In rings of growing size, from the origin outwards.
  smallestFailure: `
    function smallestFailure(left: Side, right: Side, most: number): [a: number, b: number] | null {
      const alike = (l: number, r: number) =>
        l - l === 0 && r - r === 0 && Math.abs(l - r) <= 1e-9 * Math.max(Math.abs(l), Math.abs(r), 1);
      for (let size = 0; size <= 2 * most; size++) {
        for (let a = -Math.min(size, most); a <= Math.min(size, most); a++) {
          const rest = size - Math.abs(a);
          if (rest > most) continue;
          for (const b of [-rest, rest]) if (!alike(left(a, b), right(a, b))) return [a, b];
        }
      }
      return null;
    }`,
  // By the half angle, by one factor, and as cross-entropy less entropy.
  repaired: `
    function cosineRate(t: number, T: number, low: number, high: number) {
      return high - (high - low) * Math.sin((Math.PI * t) / (2 * T)) ** 2;
    }
    function clipNorm(g: Vector, c: number) {
      const factor = c / Math.max(c, Math.sqrt(g.reduce((sum, value) => sum + value * value, 0)));
      return g.map((value) => value * factor);
    }
    function divergence(p: Vector, q: Vector) {
      const xlogy = (x: number, y: number) => (x === 0 ? 0 : x * Math.log(y));
      return p.reduce((sum, share, i) => sum + xlogy(share, share) - xlogy(share, q[i]), 0);
    }
    const repaired = (name: string, ...values: any[]) =>
      ({ cosineRate, clipNorm, divergence } as Record<string, (...values: any[]) => unknown>)[name](...values);`,
  judge: `
    function judge() {
      return { A: null, B: [-2.5], C: null, D: [[1, 1], [4], [0, 7, 2]], E: [[-9, 1, 0], 2] } as Verdicts;
    }`,
};

testAnswers('A-errata', otherwise, 18);
