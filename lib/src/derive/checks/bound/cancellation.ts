import type { Scope, Value } from '../../language/value';
import type { ReadDomain } from './domain';
import { roughness, stretched } from './noise';

/** Doublings of the distance from zero that are looked at together, and how many such groups. */
const doublings = 4;
const groups = 14;
/** Stretches of a doubling, each looked at by itself. */
const perDoubling = 4;
/** Points on a stretch, on which many jumps together are seen. */
const linePoints = 16;
/** Halvings of a stretch until its ends are neighbouring numbers. */
const halvings = 60;
/**
 * Rounding of size 1 that is divided by x^p fades by 16^p over a group. What fades less belongs to the function, as the
 * jumps of floor do; what ends at once is a single step of it.
 */
const leastFading = 4;
const mostFading = 2 ** 17;

/**
 * The rounding that cancellation near zero leaves in a function, as in (1 - cos x)/x^2 below 1e-7: jumps between
 * neighbouring numbers, which fade gradually as the point moves away from zero. Jumps that do not
 * fade so belong to the function, and count for nothing here.
 */
export function cancellation(value: (at: Scope) => number, domain: ReadDomain, point: Scope): number {
  const away = awayFromZero(domain, point);
  const at = (stretch: number) => value(away(stretch));
  // Near the end of a range there is no room outwards; then it is seen how the errors grow towards zero.
  for (const start of [0, -1, -2]) {
    const hidden = fadingFrom(at, start);
    if (hidden > 0) return hidden;
  }
  return 0;
}

/** The errors at the point, if they fade from a group of distances on. */
function fadingFrom(at: (stretch: number) => number, start: number): number {
  const seen: number[] = [];
  for (let group = start; group < groups && seen.length < 3; group++) {
    const errors = errorsFrom(at, 2 ** (doublings * group));
    if (errors === undefined) return 0;
    if (errors > 0 || seen.length > 0) seen.push(errors);
    else if (start < 0) return 0;
  }
  const [first, second, third] = seen;
  if (seen.length < 3 || first > second * mostFading || second > third * mostFading) return 0;
  const fades = second * leastFading < first || (second <= first && third * leastFading ** 2 < first);
  return fades ? seen[-start] : 0;
}

/** The errors from one distance to 16 times as far; undefined where the function is. */
function errorsFrom(at: (stretch: number) => number, from: number): number | undefined {
  let largest = 0;
  for (let k = 0; k < doublings * perDoubling; k++) {
    const [low, high] = [k, k + 1].map((step) => from * 2 ** (step / perDoubling));
    const line = Array.from({ length: linePoints }, (_, i) => at(low + (i * (high - low)) / linePoints));
    if (!line.every(Number.isFinite)) return undefined;
    if (line.every((each) => each === line[0])) continue;
    const jump = jumpBetween(at, low, high);
    if (jump === undefined) return undefined;
    largest = Math.max(largest, jump, roughness(line));
  }
  return largest;
}

/** The point with every number that may multiplied; a number that would leave its range stays. */
function awayFromZero({ setting }: ReadDomain, point: Scope): (stretch: number) => Scope {
  return (stretch) =>
    Object.fromEntries(
      Object.entries(point).map(([name, value]): [string, Value] => {
        const { integer, definition, allows } = setting.assumptions[name];
        if (integer || definition !== undefined) return [name, value];
        const size = typeof value === 'number' ? 1 : value.kind === 'dense' ? value.data.length : 0;
        const moved = stretched(value, new Array<number>(size).fill(1), stretch - 1);
        return [name, allows(moved, point) ? moved : value];
      }),
    );
}

/** What is left of a change when its ends come together: the half that changes more is halved again. */
function jumpBetween(value: (stretch: number) => number, from: number, to: number): number | undefined {
  let [low, high] = [from, to];
  let [atLow, atHigh] = [value(low), value(high)];
  for (let k = 0; k < halvings; k++) {
    if (!Number.isFinite(atLow) || !Number.isFinite(atHigh)) return undefined;
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high || atLow === atHigh) break;
    const between = value(middle);
    if (Math.abs(between - atLow) >= Math.abs(atHigh - between)) [high, atHigh] = [middle, between];
    else [low, atLow] = [middle, between];
  }
  return Math.abs(atHigh - atLow);
}
