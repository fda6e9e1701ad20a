import type { Jitter } from '../language/arithmetic';
import { ShapeError } from '../language/value';
import type { AtomMaker } from './atom-maker';
import { notANumber, notAVector, type Result } from './average';
import { type Entries, type Expanded, entries, product, transposed } from './expanded';
import { constant, minus } from './expansion';
import { expected, type Replay } from './expected';
import { note } from './ledger';
import type { Expectation } from './names';

function asEntries(a: Expanded, text: string): Entries {
  if (a.kind === 'entries') return a;
  if (a.kind === 'identity')
    throw new ShapeError(`${text} cannot take I, whose size is not known here: write identity(n)`);
  throw new ShapeError(`${text} cannot take a sequence: take an item of it`);
}

/** By moments and enumeration, else by quadrature. */
export function exact(
  operator: Expectation['operator'],
  given: readonly Expanded[],
  maker: AtomMaker,
  jitter: Jitter,
  text: string,
  replay: Replay | undefined,
): Result {
  const mean = (a: Entries) => a.entries.map((entry) => expected(entry, maker.sources, note, replay));
  const parts = given.map((part) => asEntries(part, text));
  if (operator === 'E' || operator === 'P')
    return { shape: parts[0], estimates: mean(parts[0]), sampledError: false };
  const centred = parts.map((part) => {
    const means = mean(part);
    return entries(
      part.rows,
      part.columns,
      part.entries.map((entry, i) => minus(entry, constant(means[i].value), jitter)),
    );
  });
  const [a, b] = operator === 'Var' ? [centred[0], centred[0]] : centred;
  if (operator === 'Var' && a.entries.length > 1) throw notANumber(text);
  if (operator === 'Cov' && (a.columns > 1 || b.columns > 1)) throw notAVector(text);
  const moments = asEntries(product(a, transposed(b), jitter), text);
  return { shape: moments, estimates: mean(moments), sampledError: false };
}
