import { InvalidInput } from '../../../errors';
import { checkObject } from '../../../errors/check-object';
import { type Assumption, type Assumptions, interval } from '../../assumptions';
import { asNumber } from '../../language/value';
import { Setting } from '../../points/setting';

/** The lowest and the highest value of a number, both allowed; an infinity where there is none. */
export type BoundRange = readonly [low: number, high: number];

/** Where a bound is claimed: a range for each coordinate of a vector, or an assumption or a range for each name. */
export type BoundDomain = readonly BoundRange[] | Readonly<Record<string, Assumption | BoundRange>>;

/** A domain with names, and how functions see its points. */
export interface ReadDomain {
  setting: Setting;
  /** The names of the coordinates, where the domain is a box of a vector. */
  coordinates?: readonly string[];
  /** The ends of every name that is a number with ends, as far as they can be found. */
  ends: ReadonlyMap<string, BoundRange>;
}

/** @throws InvalidInput for a domain that is empty or none */
export function readDomain(domain: BoundDomain): ReadDomain {
  if (Array.isArray(domain)) {
    if (domain.length === 0) {
      const allowed = 'an array of one range or more, one a coordinate';
      throw new InvalidInput({ subject: 'checkBound: domain', given: domain, allowed });
    }
    const coordinates = domain.map((_, i) => `x${i}`);
    const entries = domain.map((range, i) => [coordinates[i], rangeOf(range, `coordinate ${i}`)] as const);
    return named(Object.fromEntries(entries), coordinates);
  }
  checkObject(
    'checkBound: domain',
    domain,
    'an array of ranges [low, high], or an object of assumptions by name',
  );
  const entries = Object.entries(domain as Readonly<Record<string, Assumption | BoundRange>>);
  return named(
    Object.fromEntries(
      entries.map(([name, each]) => [name, Array.isArray(each) ? rangeOf(each, name) : (each as Assumption)]),
    ),
  );
}

function rangeOf(range: unknown, of: string): Assumption {
  const isPair = Array.isArray(range) && range.length === 2 && range.every((end) => typeof end === 'number');
  const [low, high] = isPair ? (range as [number, number]) : [Number.NaN, Number.NaN];
  if (!(low <= high) || low === Infinity || high === -Infinity) {
    const allowed = 'a range [low, high] of numbers with low <= high';
    throw new InvalidInput({ subject: `checkBound: domain of ${of}`, given: range, allowed });
  }
  return interval(low, high, { open: false });
}

function named(assumptions: Assumptions, coordinates?: readonly string[]): ReadDomain {
  const setting = new Setting(assumptions);
  const [point] = setting.points(1, 1);
  const ends = new Map<string, BoundRange>();
  for (const name of setting.names) {
    const { kind, integer, needs, definition, allows } = setting.assumptions[name];
    const x = asNumber(point[name]);
    if (kind !== 'number' || integer || needs.length > 0 || definition !== undefined || x === undefined)
      continue;
    const [low, high] = [-1, 1].map((side) => endOf(x, side, (y) => allows(y, point)));
    if (low !== undefined && high !== undefined && low < high) ends.set(name, [low, high]);
  }
  return { setting, coordinates, ends };
}

/** The last allowed value on one side, by bisection; undefined where there is none below 10^6. */
function endOf(x: number, side: number, allows: (y: number) => boolean): number | undefined {
  let inside = x;
  let outside: number | undefined;
  for (let step = 1e-6; step <= 4e6 && outside === undefined; step *= 4) {
    if (allows(x + side * step)) inside = x + side * step;
    else outside = x + side * step;
  }
  if (outside === undefined) return undefined;
  let beyond = outside;
  for (let k = 0; k < 80; k++) {
    const middle: number = (inside + beyond) / 2;
    if (allows(middle)) inside = middle;
    else beyond = middle;
  }
  return inside;
}
