/** Times of one thing, in milliseconds. */
export interface Timing {
  median: number;
  /** Half the distance between the quartiles, as a share of the median. */
  spread: number;
  rounds: number;
}

export interface Effort {
  /** Milliseconds to spend. */
  budget?: number;
  /** Rounds before any counts: engines compile in steps. */
  warmUp?: number;
  /** Rounds at least. */
  least?: number;
}

/** Times a step again and again; short ones in batches that last longer than the clock's grain. */
export function measure(
  step: (round: number) => void,
  { budget = 1500, warmUp = 5, least = 9 }: Effort = {},
): Timing {
  let round = 0;
  const warm = performance.now();
  while (round < warmUp || performance.now() - warm < budget / 3) {
    step(++round);
    if (performance.now() - warm > budget && round >= 2) break;
  }
  const each = (performance.now() - warm) / round;
  const batch = Math.max(1, Math.round(0.2 / each));
  const times: number[] = [];
  const end = performance.now() + budget;
  while (times.length < least || performance.now() < end) {
    const start = performance.now();
    for (let i = 0; i < batch; i++) step(++round);
    times.push((performance.now() - start) / batch);
    if (times.length >= 3 && performance.now() > end + budget) break;
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(share * times.length))];
  return { median: at(0.5), spread: (at(0.75) - at(0.25)) / 2 / at(0.5), rounds: times.length };
}

/** Times several things by turns, so that what disturbs the machine disturbs all of them. */
export function measureTogether<K extends string>(
  steps: Readonly<Record<K, (round: number) => void>>,
  { budget = 1500, ...effort }: Effort = {},
): Record<K, Timing> {
  const keys = Object.keys(steps) as K[];
  const turns = 3;
  const all = Object.fromEntries(keys.map((key) => [key, [] as Timing[]])) as Record<K, Timing[]>;
  for (let turn = 0; turn < turns; turn++) {
    for (const key of keys) all[key].push(measure(steps[key], { budget: budget / turns, ...effort }));
  }
  const middle = (timings: Timing[]): Timing =>
    [...timings].sort((a, b) => a.median - b.median)[Math.floor(timings.length / 2)];
  return Object.fromEntries(keys.map((key) => [key, middle(all[key])])) as Record<K, Timing>;
}
