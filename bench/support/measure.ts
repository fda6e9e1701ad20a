/** Times of one thing, in milliseconds. */
export interface Timing {
  median: number;
  /** The first and the ninth decile. */
  low: number;
  high: number;
}

/** Takes steps for about `budget` milliseconds and returns the times of single ones; none if it cannot take them. */
export type Subject = (budget: number) => readonly number[] | Promise<readonly number[]>;

const TURNS = 3;
/** Milliseconds that a batch of short steps lasts at least: far above the clock's grain. */
const BATCH = 0.5;

/** A step that is taken again and again; short ones in batches. */
export function repeated(step: (round: number) => void): Subject {
  let round = 0;
  return (budget) => {
    const warm = performance.now();
    let steps = 0;
    do {
      step(++round);
      steps++;
    } while (performance.now() - warm < budget / 4);
    const batch = Math.max(1, Math.round((BATCH * steps) / (performance.now() - warm)));
    const times: number[] = [];
    const end = performance.now() + budget;
    do {
      const start = performance.now();
      for (let i = 0; i < batch; i++) step(++round);
      times.push((performance.now() - start) / batch);
    } while (times.length < 2 || performance.now() < end);
    return times;
  };
}

/**
 * Times several things by turns, so that what disturbs the machine disturbs all of them. The first turn does not count:
 * engines compile in steps.
 *
 * @param subjects those that are undefined are left out
 * @param budget milliseconds for each of them, in each turn
 */
export async function measureTogether<K extends string>(
  subjects: Readonly<Record<K, Subject | undefined>>,
  budget: number,
): Promise<Partial<Record<K, Timing>>> {
  const keys = (Object.keys(subjects) as K[]).filter((key) => subjects[key]);
  const times = Object.fromEntries(keys.map((key) => [key, [] as number[]])) as Record<K, number[]>;
  for (let turn = 0; turn <= TURNS; turn++) {
    for (const key of keys) {
      const next = await subjects[key]?.(budget);
      if (turn > 0) times[key].push(...(next ?? []));
    }
  }
  const measured = keys.filter((key) => times[key].length > 0);
  return Object.fromEntries(measured.map((key) => [key, timingOf(times[key])])) as Partial<Record<K, Timing>>;
}

function timingOf(times: number[]): Timing {
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(share * times.length))];
  return { median: at(0.5), low: at(0.1), high: at(0.9) };
}
