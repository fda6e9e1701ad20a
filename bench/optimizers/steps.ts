import { measureTogether, type Timing } from '../support/measure';
import { milliseconds, percent, printTable, times } from '../support/print';
import { ourSteps } from './our-steps';
import type { Rivals } from './rivals';
import { contenders } from './rules';
import { backendStep } from './tfjs-steps';

const LENGTHS = [1e3, 1e4, 1e5, 1e6, 1e7];
const BUDGET = 50;

/** Steps of each rule at all sizes, ours against the others: a table of ratios, and one of Adam's times. */
export async function steps(rules: readonly string[], { backends, peers }: Rivals): Promise<void> {
  const rivals = ['loop', ...backends.map(({ title }) => title), ...peers.map(({ name }) => name)];
  const ratios: string[][] = [];
  const details: string[][] = [];
  for (const rule of rules) {
    const { ours, tfjs } = contenders[rule];
    for (const length of LENGTHS) {
      const theirs = tfjs
        ? backends.map(({ name, title }) => [title, backendStep(name, tfjs, length)] as const)
        : [];
      const timings: Partial<Record<string, Timing>> = await measureTogether(
        {
          ...ourSteps(ours(), length),
          ...Object.fromEntries(theirs.map(([title, { subject }]) => [title, subject])),
          ...Object.fromEntries(peers.map(({ name, peer }) => [name, peer.subject(rule, length)])),
        },
        BUDGET,
      );
      for (const [, step] of theirs) step.dispose();
      const { simd, bound } = timings;
      const head = [rule, length.toExponential(0).replace('+', '')];
      const share = simd && bound ? percent(bound.median / simd.median) : '';
      ratios.push([
        ...head,
        milliseconds(simd),
        share,
        ...rivals.map((rival) => times(timings[rival], simd)),
      ]);
      if (rule === 'Adam') {
        const all = [simd, bound, ...rivals.map((rival) => timings[rival])];
        details.push([...head.slice(1), ...all.map(milliseconds)]);
      }
    }
  }
  printTable(
    'Steps in float32: the SIMD kernel (ms), its share of the bandwidth bound, and how many times as long others take',
    ['rule', 'parameters', 'SIMD', 'share of bound', ...rivals],
    ratios,
  );
  if (details.length === 0) return;
  printTable("Adam's step (ms)", ['parameters', 'SIMD', 'bandwidth bound', ...rivals], details);
}
