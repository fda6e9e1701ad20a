import { testAnswers } from './answers';

/** Answers of another kind than the reference solution, which are right too. */
const otherwise: Record<string, string> = {
  // From the roots of the three equations, sorted.
  acceptedSteps: `
    function acceptedSteps(slope: number, curvature: number, c1: number, c2: number) {
      const flat = [c2, -c2].map((share) => (share * slope - slope) / curvature);
      const below = (2 * (c1 * slope - slope)) / curvature;
      const [from, to] = [Math.min(...flat), Math.min(Math.max(...flat), below)];
      return curvature > 0 && from <= to ? [from, to] : null;
    }`,
  // Cramer's rule by recursion, and the points in one loop.
  dampedNewton: `
    function dampedNewton(f: any, grad: any, hess: any, start: Vector, steps: number) {
      const path = [Float64Array.from(start)];
      while (path.length <= steps) {
        const x = Array.from(path[path.length - 1]);
        const [g, [[p, q], [r, s]]] = [grad(x), hess(x)];
        const det = p * s - q * r;
        const d = [(q * g[1] - s * g[0]) / det, (r * g[0] - p * g[1]) / det];
        const promised = g[0] * d[0] + g[1] * d[1];
        let k = 0;
        const at = () => x.map((value, i) => value + d[i] / 2 ** k);
        while (f(at()) - f(x) > (1e-4 * promised) / 2 ** k) k++;
        path.push(Float64Array.from(at()));
      }
      return path;
    }`,
  // By logarithms, without a loop.
  planDigits: `
    function planDigits(error: number, C: number, factor: number, digits: number) {
      const there = Math.log10(error) <= -digits;
      const scaled = Math.log10(C * error);
      const doublings = Math.log2((Math.log10(C) - digits) / scaled);
      const newton = there ? 0 : scaled >= 0 ? Infinity : Math.max(0, Math.ceil(doublings - 1e-9));
      const descent = there ? 0 : Math.ceil((Math.log10(error) + digits) / -Math.log10(factor) - 1e-9);
      return { newton, descent };
    }`,
  // Brackets by factors of ten, then splits the bracket in its geometric mean where both ends are positive.
  wolfeStep: `
    const wolfeStep = (phi: (a: number) => number, slope: (a: number) => number, c1: number, c2: number) => {
      const value = phi(0);
      const steep = slope(0);
      const search = (low: number, high: number, a: number, left: number): number => {
        if (left === 0) return a;
        if (phi(a) - value > c1 * a * steep) {
          const next = low > 0 && a > 4 * low ? Math.sqrt(low * a) : low > 0 ? (low + a) / 2 : a / 10;
          return search(low, a, next, left - 1);
        }
        if (slope(a) >= c2 * steep) return a;
        const next = high === Infinity ? 10 * a : high > 4 * a ? Math.sqrt(a * high) : (a + high) / 2;
        return search(a, high, next, left - 1);
      };
      return search(0, Infinity, 0.1, 180);
    };`,
};

testAnswers('3.1-newton', otherwise, 23);
