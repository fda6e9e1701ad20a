import { ridders } from './differences';

/** A derivative and an estimate of its absolute error; NaN and infinite where the function is not finite nearby. */
export interface Estimate {
  value: number;
  error: number;
}

const shrinkage = 1.4;
const rounds = 14;
const firstSteps = [0.3, 1e-1, 3e-2, 1e-2, 3e-3, 1e-3, 1e-4];

/** The best of several extrapolations, by their own estimates. */
function bestOf(estimates: Iterable<Estimate>): Estimate {
  let best: Estimate = { value: Number.NaN, error: Number.POSITIVE_INFINITY };
  for (const each of estimates) if (each.error < best.error) best = each;
  return best;
}

/** How far one may go to both sides, and the size that steps are relative to. */
export interface Room {
  below: number;
  above: number;
  size: number;
}

/** The derivative of a function of one number at an offset of 0, x being where that is; it stays inside the room. */
export function slopeWithin(
  along: (offset: number) => number,
  x: number,
  { below, above, size }: Room,
): Estimate {
  const room = Math.min(below, above);
  if (room > 1e-6 * size) {
    const firsts = [...new Set(firstSteps.map((share) => Math.min(share * size, room)))];
    return bestOf(
      firsts.map((first) => {
        const { slope, errorEstimate } = ridders(along, x, first);
        return { value: slope, error: errorEstimate };
      }),
    );
  }
  const side = above >= below ? 1 : -1;
  const firsts = firstSteps.map((share) => Math.min(share * size, Math.max(above, below)));
  const here = along(0);
  const oneSided = (h: number) => {
    const there = along(side * h);
    const error = (Math.max(Math.abs(here), Math.abs(there)) * 2 ** -51) / h;
    return { value: (side * (there - here)) / h, error };
  };
  return bestOf(firsts.map((first) => extrapolated(oneSided, first, 1)));
}

/** The second derivative of a function of one number at 0. */
export function curvatureAt(along: (offset: number) => number, size: number, room = Infinity): Estimate {
  const here = along(0);
  const second = (h: number) => {
    const [up, down] = [along(h), along(-h)];
    const largest = Math.max(Math.abs(up), Math.abs(down), Math.abs(here));
    return { value: (up - here + (down - here)) / h ** 2, error: (largest * 2 ** -51) / h ** 2 };
  };
  const firsts = [...new Set(firstSteps.map((share) => Math.min(share * size, room)))];
  return bestOf(firsts.map((first) => extrapolated(second, first, 2)));
}

/** Neville's table over steps that shrink by 1.4, for an error in powers of h^order. */
function extrapolated(difference: (h: number) => Estimate, first: number, order: 1 | 2): Estimate {
  let previous: number[] = [];
  let best: Estimate = { value: Number.NaN, error: Number.POSITIVE_INFINITY };
  for (let round = 0, h = first; round < rounds; round++, h /= shrinkage) {
    const { value, error } = difference(h);
    const row = [value];
    let factor = shrinkage ** order;
    for (let k = 0; k < previous.length; k++) {
      row.push((row[k] * factor - previous[k]) / (factor - 1));
      factor *= shrinkage ** order;
      const change = Math.max(Math.abs(row[k + 1] - row[k]), Math.abs(row[k + 1] - previous[k]));
      if (change + error < best.error) best = { value: row[k + 1], error: change + error };
    }
    previous = row;
  }
  return best;
}
