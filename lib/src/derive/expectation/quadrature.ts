import { refuseDivergence } from './divergence';
import type { Continuous } from './law';
import { NoFiniteValue, undefinedSomewhere } from './no-finite-value';

/** A value with an estimate of its absolute error. */
export interface Estimate {
  readonly value: number;
  readonly error: number;
}

/** How the standard variables are integrated: their density, the range that matters, and where that is cut first. */
const ranges: Readonly<
  Record<
    Continuous,
    { density(u: number): number; core: readonly number[]; right: readonly number[]; left: readonly number[] }
  >
> = {
  normal: {
    density: (u) => Math.exp(-u * u * 0.5) / Math.sqrt(2 * Math.PI),
    core: [-5, -2.5, 0, 2.5, 5],
    right: [8, 12, 18, 26, 38],
    left: [-8, -12, -18, -26, -38],
  },
  uniform: { density: () => 0.5, core: [-1, 0, 1], right: [], left: [] },
  exponential: {
    density: (u) => Math.exp(-u),
    core: [0, 1, 3, 8, 18],
    right: [36, 72, 150, 300, 700],
    left: [],
  },
};

const evenly = (low: number, high: number, steps: number) =>
  Array.from({ length: steps + 1 }, (_, k) => low + ((high - low) * k) / steps);
const far = [12, 18, 26, 38, 70, 200, 1e3, 1e4, 1e6, 1e9];

/** Where kinks are looked for: densely where the probability lies, and far out, where a pole would still be one. */
export const gridOf: Readonly<Record<Continuous, readonly number[]>> = {
  uniform: evenly(-1, 1, 96),
  normal: [...far.map((u) => -u).reverse(), ...evenly(-9, 9, 96), ...far],
  exponential: [...evenly(0, 40, 96), ...far.filter((u) => u > 40)],
};

/** Nodes and weights of Gauss-Kronrod's rule of 15 points and of the Gauss rule of 7 within it (Kronrod 1965). */
const nodes = [
  0.9914553711208126, 0.9491079123427585, 0.8648644233597691, 0.7415311855993945, 0.5860872354676911,
  0.4058451513773972, 0.2077849550078985, 0,
];
const kronrod = [
  0.022935322010529224, 0.06309209262997856, 0.10479001032225019, 0.14065325971552592, 0.1690047266392679,
  0.19035057806478542, 0.20443294007529889, 0.20948214108472782,
];
const gauss = [0, 0.1294849661688697, 0, 0.27970539148927664, 0, 0.3818300505051189, 0, 0.4179591836734694];

/** Beside an integrable pole panels are not halved beyond this width, at which their nodes are still apart from it. */
const narrowest = 1e-13;

interface Panel extends Estimate {
  readonly from: number;
  readonly to: number;
  /** The integral of the absolute value. */
  readonly size: number;
}

/** What is integrated; `error` is the absolute error of the value computed last, where it is an integral itself. */
export interface Integrand {
  readonly at: (u: number) => number;
  readonly error?: () => number;
}

type Density = (u: number) => number;

function panel({ at, error: inside }: Integrand, density: Density, from: number, to: number): Panel {
  const [middle, half] = [(from + to) / 2, (to - from) / 2];
  let [value, coarse, size, inner] = [0, 0, 0, 0];
  for (let k = 0; k < 15; k++) {
    const place = k >> 1;
    const u = middle + (k % 2 === 0 ? -half : half) * nodes[place];
    const weight = density(u);
    const found = at(u) * weight;
    value += kronrod[place] * found;
    coarse += gauss[place] * found;
    size += kronrod[place] * Math.abs(found);
    if (inside) inner += kronrod[place] * inside() * weight;
  }
  if (!Number.isFinite(value)) throw new NoFiniteValue(undefinedSomewhere);
  const gap = Math.abs(value - coarse) * half;
  const scale = size * half;
  // The 15-point result is far better than the difference of the two says, where that is small.
  const error = scale > 0 ? scale * Math.min(1, (200 * (gap / scale)) ** 1.5) : 0;
  return { from, to, value: value * half, size: scale, error: Math.min(gap, error) + inner * half };
}

/** An integral with the panels that it was found over, in the order of their sum. */
export interface Integral extends Estimate {
  readonly panels: readonly (readonly [from: number, to: number])[];
}

/** How exactly an integral is wanted, and the most panels that it may take. */
export interface Effort {
  readonly tolerance: number;
  readonly panels: number;
}

/**
 * The expectation of a function of one standard variable: adaptive Gauss-Kronrod quadrature between the points where the
 * function is not smooth.
 *
 * @param cuts where it may have a kink, a jump or a pole
 * @throws NoFiniteValue where it has none
 */
export function integrate(
  f: Integrand,
  kind: Continuous,
  cuts: readonly number[],
  { tolerance, panels: most }: Effort,
): Integral {
  const { density, core, left, right } = ranges[kind];
  const [low, high] = [core[0], core[core.length - 1]];
  const places = [...new Set([...core, ...cuts.filter((cut) => cut > low && cut < high)])].sort(
    (x, y) => x - y,
  );
  let panels = places.slice(1).map((to, i) => panel(f, density, places[i], to));
  const total = () => panels.reduce((sum, { size }) => sum + size, 0);
  const sizeAt = (u: number) => Math.abs(f.at(u) * density(u));
  let unseen = 0;
  for (const side of [left, right]) {
    let from = side === left ? low : high;
    for (const [i, to] of side.entries()) {
      const [a, b] = from < to ? [from, to] : [to, from];
      const seen = [0.01, 0.3, 0.65, 1].map((share) => sizeAt(from + share * (to - from)));
      const negligible = seen.every((value) => value * (b - a) <= 1e-18 * total());
      const inside = cuts.filter((cut) => cut > a && cut < b).sort((x, y) => x - y);
      if (negligible && inside.length === 0) {
        from = to;
        continue;
      }
      if (i === side.length - 1) {
        // What still grows at the far end has no finite integral; what falls has one, of which the rest is not seen.
        const last = seen[3] * (b - a);
        if (last > 1e-200 && !(last <= 1e-12 * total()) && !(seen[3] < seen[2]))
          throw new NoFiniteValue('it grows faster than the probabilities of large values fall');
        unseen += seen[3] * (b - a);
      }
      const parts = [a, ...inside, b];
      panels.push(...parts.slice(1).map((end, k) => panel(f, density, parts[k], end)));
      from = to;
    }
  }
  const ends = kind === 'normal' ? [] : kind === 'uniform' ? [low, high] : [low];
  refuseDivergence(f.at, [...cuts, ...ends], kind, total());
  const floor = () => tolerance * total();
  while (panels.length < most) {
    let worst = 0;
    let error = 0;
    for (const [i, each] of panels.entries()) {
      error += each.error;
      if (each.error > panels[worst].error) worst = i;
    }
    const { from, to } = panels[worst];
    const middle = (from + to) / 2;
    if (error <= floor() || !(to - from > narrowest * Math.max(1, Math.abs(from)))) break;
    panels.splice(worst, 1, panel(f, density, from, middle), panel(f, density, middle, to));
  }
  panels = panels.sort((x, y) => x.size - y.size);
  const value = panels.reduce((sum, each) => sum + each.value, 0);
  const error = panels.reduce((sum, each) => sum + each.error, 0);
  return {
    value,
    error: error + unseen + 2 ** -50 * total(),
    panels: panels.map(({ from, to }) => [from, to] as const),
  };
}

/**
 * The same integral where the function has changed by rounding only: over the panels that were found before, whose cuts
 * are still where they were to rounding.
 */
export function integrateAgain(f: Integrand, kind: Continuous, { panels, error }: Integral): Estimate {
  const { density } = ranges[kind];
  let value = 0;
  for (const [from, to] of panels) value += panel(f, density, from, to).value;
  return { value, error };
}
