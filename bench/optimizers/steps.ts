import { measureTogether, type Timing } from '../support/measure';
import { milliseconds, percent, printTable, times } from '../support/print';
import { ourSteps } from './our-steps';
import type { Rivals } from './rivals';
import { contenders } from './rules';
import { backendStep } from './tfjs-steps';

const LENGTHS = [1e3, 1e4, 1e5, 1e6, 1e7];
const BUDGET = 50;

/** Steps of a rule at all sizes, ours against the others: a table of ratios, and for Adam one of times. */
export async function steps(rule: string, rivals: Rivals): Promise<void> {
  const rows: { parameters: string; timings: Partial<Record<string, Timing>> }[] = [];
  for (const length of LENGTHS) {
    const parameters = length.toExponential(0).replace('+', '');
    rows.push({ parameters, timings: await measureAt(length, rule, rivals) });
  }
  const all = ['loop', ...rivals.backends.map(({ title }) => title), ...rivals.peers.map(({ name }) => name)];
  const others = all.filter((name) => rows.some(({ timings }) => timings[name]));
  printTable(
    `${rule}: a step of the SIMD kernel in ms, and how many times as long the others take`,
    ['parameters', 'SIMD', 'share of bound', ...others],
    rows.map(({ parameters, timings: { simd, bound, ...theirs } }) => [
      parameters,
      milliseconds(simd),
      simd && bound ? percent(bound.median / simd.median) : '',
      ...others.map((name) => times(theirs[name], simd)),
    ]),
  );
  if (rule !== 'Adam') return;
  printTable(
    'Adam: the times themselves, in ms',
    ['parameters', 'SIMD', 'bandwidth bound', ...others],
    rows.map(({ parameters, timings }) => [
      parameters,
      ...['simd', 'bound', ...others].map((name) => milliseconds(timings[name])),
    ]),
  );
}

async function measureAt(
  length: number,
  rule: string,
  { backends, peers }: Rivals,
): Promise<Partial<Record<string, Timing>>> {
  const { ours, tfjs } = contenders[rule];
  const theirs = tfjs
    ? backends.map(({ name, title }) => [title, backendStep(name, tfjs, length)] as const)
    : [];
  const timings = await measureTogether(
    {
      ...ourSteps(ours(), length),
      ...Object.fromEntries(theirs.map(([title, { subject }]) => [title, subject])),
      ...Object.fromEntries(peers.map(({ name, peer }) => [name, peer.subject(rule, length)])),
    },
    BUDGET,
  );
  for (const [, step] of theirs) step.dispose();
  return timings;
}
