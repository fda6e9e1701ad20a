import { adam } from 'optlab';
import { measureTogether, type Timing } from '../support/measure';
import { milliseconds, printTable, times } from '../support/print';
import type { Rivals } from './rivals';
import { contenders } from './rules';
import { backendStep } from './tfjs-steps';

/** Adam over small variables, where the call costs more than the arithmetic. */
export async function small({ backends, peers }: Rivals): Promise<void> {
  const rows: string[][] = [];
  for (const [count, length] of [
    [1, 10],
    [1, 1000],
    [100, 10],
    [100, 1000],
  ]) {
    const steps = backends.flatMap(({ name, title }) => [
      [`optlab, ${name}`, backendStep(name, adam, length, count)] as const,
      [title, backendStep(name, contenders.Adam.tfjs ?? adam, length, count)] as const,
    ]);
    const timings: Partial<Record<string, Timing>> = await measureTogether(
      {
        ...Object.fromEntries(steps.map(([title, { subject }]) => [title, subject])),
        ...Object.fromEntries(peers.map(({ name, peer }) => [name, peer.subject('Adam', length, count)])),
      },
      100,
    );
    for (const [, step] of steps) step.dispose();
    for (const { name, title } of backends) {
      const ours = timings[`optlab, ${name}`];
      rows.push([
        `${count} of ${length}`,
        name === 'tensorflow' ? 'native' : name,
        milliseconds(ours),
        times(timings[title], ours),
        ...peers.map((peer) => times(timings[peer.name], ours)),
      ]);
    }
  }
  printTable(
    'Adam over small variables: our applyGradients in ms, and how many times as long the others take',
    ['variables', 'backend', 'optlab', 'tf.train.adam', ...peers.map(({ name }) => name)],
    rows,
  );
}
