import type { Found, Line, LineSearch } from 'optlab';

/** phi and its derivative. */
export type LineFunction = (step: number) => { fun: number; slope: number };

/** The functions of Yanai, Ozawa & Kaneko, with kinks at both ends. */
function yanai(b1: number, b2: number): LineFunction {
  const gamma = (b: number) => Math.sqrt(1 + b * b) - b;
  return (a) => {
    const [first, second] = [Math.sqrt((1 - a) ** 2 + b2 ** 2), Math.sqrt(a * a + b1 ** 2)];
    return {
      fun: gamma(b1) * first + gamma(b2) * second,
      slope: (gamma(b1) * (a - 1)) / first + (gamma(b2) * a) / second,
    };
  };
}

/**
 * Test functions of line searches.
 *
 * @see Moré & Thuente, "Line search algorithms with guaranteed sufficient decrease", ACM TOMS 20(3), 1994, section 5
 */
export const lineFunctions: Readonly<Record<string, LineFunction>> = {
  rational: (a) => ({ fun: -a / (a * a + 2), slope: (a * a - 2) / (a * a + 2) ** 2 }),
  quintic(a) {
    const t = a + 0.004;
    return { fun: t ** 5 - 2 * t ** 4, slope: 5 * t ** 4 - 8 * t ** 3 };
  },
  oscillating(a) {
    const [b, l] = [0.01, 39];
    const near = Math.abs(a - 1) < b;
    const base = near ? (a - 1) ** 2 / (2 * b) + b / 2 : Math.abs(a - 1);
    const angle = ((l * Math.PI) / 2) * a;
    return {
      fun: base + ((2 * (1 - b)) / (l * Math.PI)) * Math.sin(angle),
      slope: (near ? (a - 1) / b : Math.sign(a - 1)) + (1 - b) * Math.cos(angle),
    };
  },
  yanai4: yanai(0.001, 0.001),
  yanai5: yanai(0.01, 0.001),
  yanai6: yanai(0.001, 0.01),
  wave: (a) => ({ fun: 0.01 * (a - 20) ** 2 - Math.sin(a), slope: 0.02 * (a - 20) - Math.cos(a) }),
};

/** A search along phi from 0, as its first step asks, and the steps that it tries. */
export function searchAlong(
  phi: LineFunction,
  lineSearch: LineSearch,
  trial: number,
  more: Partial<Line> = {},
): { tried: number[]; found: Found | undefined } {
  const tried: number[] = [];
  const { fun, slope } = phi(0);
  const found = lineSearch({
    x: Float64Array.of(0),
    fun,
    jac: Float64Array.of(slope),
    direction: Float64Array.of(1),
    slope,
    trial,
    previous: undefined,
    longest: Infinity,
    noise: Number.EPSILON,
    value: ([a]) => phi(a).fun,
    gradient: ([a]) => Float64Array.of(phi(a).slope),
    at(x) {
      tried.push(x[0]);
      const there = phi(x[0]);
      return { x, fun: there.fun, jac: Float64Array.of(there.slope) };
    },
    ...more,
  });
  return { tried, found };
}
