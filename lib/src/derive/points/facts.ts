import { parseMath } from '../../formula/parse-math';
import type { Assumption, Assumptions } from '../assumptions';
import type { Facts, KnownRange } from '../proof/atoms';

/** What proofs use of the assumptions on numbers. */
export function factsOf(names: readonly string[], assumptions: Assumptions): Facts {
  const having = (test: (assumption: Assumption) => boolean) =>
    new Set(names.filter((name) => test(assumptions[name])));
  return {
    integer: having((a) => a.integer),
    positive: having((a) => a.positive),
    nonzero: having((a) => a.nonzero === true),
    bits: having(
      ({ kind, integer, range }) => kind === 'number' && integer && range?.low === '0' && range.high === '1',
    ),
    ranges: new Map(
      names.flatMap((name) => {
        const { kind, range, definition } = assumptions[name];
        return kind === 'number' && range && definition === undefined ? [[name, knownRange(range)]] : [];
      }),
    ),
  };
}

function knownRange({ low, high, closedLow, closedHigh }: NonNullable<Assumption['range']>): KnownRange {
  const end = (text: string) => (/infinity$/i.test(text) ? undefined : parseMath(text, 'interval'));
  return { low: end(low), high: end(high), openLow: !closedLow, openHigh: !closedHigh };
}
