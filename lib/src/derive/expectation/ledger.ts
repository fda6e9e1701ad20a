/** How an expectation was computed, from exact to uncertain. */
export type Method = 'moments' | 'enumeration' | 'quadrature' | 'double quadrature' | 'Monte Carlo';

/** What the expectations of one check were computed by. */
export interface Ledger {
  readonly methods: Set<Method>;
  /** The largest half-width of a Monte Carlo interval. */
  halfWidth: number;
}

/** A step whose expectations take longer is checked at fewer points, and searched less far. */
export function affordable({ methods }: Ledger): {
  points: number;
  extremes: number;
  steps: number;
  shrinking: number;
} {
  if (methods.has('Monte Carlo')) return { points: 6, extremes: 0, steps: 0, shrinking: 16 };
  if (methods.has('double quadrature')) return { points: 8, extremes: 0, steps: 4, shrinking: 40 };
  if (methods.has('quadrature')) return { points: 24, extremes: 24, steps: 30, shrinking: 300 };
  return { points: Infinity, extremes: Infinity, steps: Infinity, shrinking: Infinity };
}

const words: Readonly<Record<Method, string>> = {
  moments: 'exactly by moments',
  enumeration: 'exactly by enumeration',
  quadrature: 'by quadrature',
  'double quadrature': 'by quadrature over two variables',
  'Monte Carlo': 'by Monte Carlo',
};

/** How expectations were computed, in words; empty where there are none. */
export function methodsInWords({ methods }: Ledger): string {
  const used = (Object.keys(words) as Method[]).filter((method) => methods.has(method));
  return used.length === 0 ? '' : `expectations ${used.map((method) => words[method]).join(' and ')}`;
}

let open: Ledger | undefined;

/** Records by which methods expectations are computed while something runs. */
export function recording<Result>(run: (ledger: Ledger) => Result): Result {
  const before = open;
  const ledger: Ledger = { methods: new Set(), halfWidth: 0 };
  open = ledger;
  try {
    return run(ledger);
  } finally {
    open = before;
    copyInto(ledger);
  }
}

/** Adds what an earlier computation recorded, whose result is used again. */
export function copyInto({ methods, halfWidth }: Ledger): void {
  for (const method of methods) note(method);
  noteHalfWidth(halfWidth);
}

export function note(method: Method): void {
  open?.methods.add(method);
}

export function noteHalfWidth(width: number): void {
  if (open) open.halfWidth = Math.max(open.halfWidth, width);
}
