import { type Random, random } from '../../../random';
import { numbersIn, type Scope } from '../../language/value';
import { compareAt, safety } from '../../points/compare';
import { cancellation } from './cancellation';
import { climb } from './climb';
import type { ReadDomain } from './domain';
import { lineInside, roughness } from './noise';
import { domainPoints } from './points';
import { type compileSide, numberOf } from './sides';

const evaluationsPerSearch = 600;

export type Sides = readonly [ReturnType<typeof compileSide>, ReturnType<typeof compileSide>];

interface Candidate {
  point: Scope;
  value: number;
}

/** The state of a search: the points that come closest so far, and the first that fails. */
export class Search {
  compared = 0;
  /** Points beyond the bound by no more than rounding explains. */
  excused = 0;
  failure?: { point: Scope; found: 'fails' | 'undefined' };
  /** The smallest slack relative to the larger side, and the smallest difference. */
  readonly closest: { relative: Candidate[]; absolute: Candidate[] } = { relative: [], absolute: [] };

  private readonly hidden = new Map<string, number>();

  constructor(
    readonly domain: ReadDomain,
    readonly sides: Sides,
    readonly isFunction: readonly boolean[],
    readonly seed: number,
  ) {}

  values(point: Scope): [left: number, right: number] {
    return [numberOf(this.sides[0], point), numberOf(this.sides[1], point)];
  }

  /** What a point says; `rounding` where f is beyond the bound by no more than rounding explains, which is no violation. */
  judge(point: Scope, [left, right] = this.values(point)): 'holds' | 'rounding' | 'fails' | 'undefined' {
    if (Number.isNaN(left) || Number.isNaN(right)) return 'undefined';
    if (left <= right) return 'holds';
    if (!Number.isFinite(left) || !Number.isFinite(right)) return 'fails';
    const source = random(this.seed + 2);
    if (compareAt(point, this.sides[0], this.sides[1], '<=', source).found !== 'fails') return 'rounding';
    if (left - right <= safety * this.noise(point, source)) return 'rounding';
    return left - right > 2 * this.lost(point, left - right) ? 'fails' : 'rounding';
  }

  /** The rounding inside functions, which cannot be jittered: what is not smooth in values along a short line. */
  private noise(point: Scope, source: Random): number {
    const line = lineInside(this.domain, point, source);
    return this.sides.reduce(
      (sum, side, i) => (this.isFunction[i] ? sum + roughness(line.map((at) => numberOf(side, at))) : sum),
      0,
    );
  }

  /** What cancellation near zero hides; points of the same magnitudes are looked at together while that suffices. */
  private lost(point: Scope, violation: number): number {
    if (!this.isFunction.includes(true)) return 0;
    const magnitudes = Object.values(point).map((value) =>
      Array.from(numbersIn(value), (each) => Math.floor(Math.log2(Math.abs(each)))).join(),
    );
    const key = magnitudes.join(';');
    const known = this.hidden.get(key) ?? 0;
    if (violation <= 2 * known) return known;
    const found = this.sides.reduce(
      (sum, side, i) =>
        this.isFunction[i] ? sum + cancellation((at) => numberOf(side, at), this.domain, point) : sum,
      0,
    );
    this.hidden.set(key, Math.max(known, found));
    return found;
  }

  spread(points: number): void {
    for (const point of domainPoints(this.domain, points, this.seed)) {
      this.see(point);
      if (this.failure) return;
    }
  }

  descend(searches: number): void {
    const source = random(this.seed + 3);
    const { relative, absolute } = this.closest;
    const starts = [
      ...relative.map((each) => ({ ...each, by: relativeSlack })),
      ...absolute.map((each) => ({ ...each, by: difference })),
    ];
    const each = Math.ceil(searches / 2);
    const chosen = [
      ...starts.slice(0, Math.min(each, relative.length)),
      ...starts.slice(relative.length, relative.length + each),
    ];
    for (const { point, by } of chosen) {
      const measure = (at: Scope) => {
        const values = this.values(at);
        this.see(at, values);
        return this.failure ? Number.NEGATIVE_INFINITY : by(values);
      };
      climb(this.domain.setting, point, measure, evaluationsPerSearch, source);
      if (this.failure) return;
    }
  }

  private see(point: Scope, values = this.values(point)): void {
    if (this.failure) return;
    this.compared++;
    const found = this.judge(point, values);
    if (found === 'rounding') this.excused++;
    else if (found !== 'holds') this.failure = { point, found };
    keep(this.closest.relative, point, relativeSlack(values));
    keep(this.closest.absolute, point, difference(values));
  }
}

const kept = 12;

function keep(list: Candidate[], point: Scope, value: number): void {
  if (Number.isNaN(value) || (list.length === kept && value >= list[kept - 1].value)) return;
  const at = list.findIndex((each) => value < each.value);
  list.splice(at < 0 ? list.length : at, 0, { point, value });
  list.length = Math.min(list.length, kept);
}

const difference = ([left, right]: readonly [number, number]) => right - left;

/** NaN where both sides are 0: equal, but not near each other in proportion. */
export const relativeSlack = ([left, right]: readonly [number, number]) =>
  Number.isFinite(left) && Number.isFinite(right)
    ? (right - left) / Math.max(Math.abs(left), Math.abs(right))
    : Number.NaN;
