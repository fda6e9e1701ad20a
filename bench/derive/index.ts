import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type Assumptions, type Derivation, derivation, refute } from 'optlab';
import { gallery } from '../../test/lib/derive/gallery';
import type { Claim } from '../../test/lib/derive/gallery/entry';
import { notebookPaths, root } from '../../test/support/notebook';
import { printMachine, printTable } from '../support/print';
import { Sympy } from './peer/sympy';
import { quantile, type StepTime, stepTimes } from './step-times';

const goal = { step: 50, lesson: 2000 };

/** How long derivations take to check, and how much of the same SymPy can do. */
export async function run(): Promise<void> {
  printMachine(['optlab', 'mathjs']);
  const steps = [...lessons(), ...ofTheGallery()];
  printSteps(steps);
  await besideSympy();
}

/** Every lesson that has derivations, each in a fresh process. */
function lessons(): StepTime[] {
  const all: StepTime[] = [];
  const rows: string[][] = [];
  for (const path of notebookPaths()) {
    const words = [join(root, 'bench/support/typescript.cjs'), join(__dirname, 'lesson.ts'), path];
    const { stdout, status } = spawnSync(process.execPath, words, { cwd: root, encoding: 'utf8' });
    if (status !== 0) throw new Error(`The derivations of ${path} cannot be checked.`);
    const { derivations, steps } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as {
      derivations: number;
      steps: StepTime[];
    };
    if (derivations === 0) continue;
    const times = steps.map(({ milliseconds }) => milliseconds);
    const total = times.reduce((sum, time) => sum + time, 0);
    rows.push([
      path.replace(/^notebooks\/|\.ipynb$/g, ''),
      String(derivations),
      String(steps.length),
      total.toFixed(0),
      Math.max(...times).toFixed(0),
      total <= goal.lesson ? 'met' : 'missed',
    ]);
    all.push(...steps);
  }
  printTable(
    `A lesson's derivations in a fresh process (ms; goal: ${goal.lesson} together)`,
    ['lesson', 'derivations', 'steps', 'together', 'slowest step', 'goal'],
    rows,
  );
  return all;
}

const symbolsOf = (assumptions: Assumptions) =>
  Object.fromEntries(Object.keys(assumptions).map((name) => [name, `${name}_{${name}}`]));

const written = (title: string, [left, relation, right]: Claim, assumptions: Assumptions): Derivation =>
  derivation(title, assumptions, { symbols: symbolsOf(assumptions) })
    .start(left)
    .step(`${relation} ${right}`, title);

const ofTheGallery = (): StepTime[] =>
  Object.values(gallery).flatMap(({ identities }) =>
    stepTimes(
      Object.entries(identities).map(([title, { claim, assumptions }]) => written(title, claim, assumptions)),
    ),
  );

function printSteps(steps: readonly StepTime[]): void {
  const times = steps.map(({ milliseconds }) => milliseconds);
  const slowest = [...steps].sort((a, b) => b.milliseconds - a.milliseconds).slice(0, 5);
  const slow = times.filter((time) => time > goal.step).length;
  printTable(
    `One step (ms; goal: ${goal.step})`,
    ['', 'steps', 'median', '90th percentile', 'worst', `above ${goal.step}`],
    [
      [
        'lessons and gallery',
        String(times.length),
        quantile(times, 0.5).toFixed(1),
        quantile(times, 0.9).toFixed(1),
        Math.max(...times).toFixed(0),
        String(slow),
      ],
    ],
  );
  printTable(
    'The slowest (ms)',
    ['', 'time'],
    slowest.map(({ name, milliseconds }) => [name, milliseconds.toFixed(0)]),
  );
}

interface Subject {
  claim: Claim;
  assumptions: Assumptions;
}

/** Equalities of numbers: SymPy's matrices have no rules to compare. */
const ofNumbers = (entries: readonly Subject[]) =>
  entries.filter(
    ({ claim: [, relation], assumptions }) =>
      relation === '=' &&
      Object.values(assumptions).every(
        ({ kind, definition }) => kind !== 'dense' && !/total|softmax|norm/.test(definition ?? ''),
      ),
  );

async function besideSympy(): Promise<void> {
  const sympy = await Sympy.start();
  if (typeof sympy === 'string') {
    console.log(`Without SymPy, which cannot be installed from PyPI: ${sympy}`);
    return;
  }
  const themes = Object.values(gallery);
  const truths = ofNumbers(themes.flatMap(({ identities }) => Object.values(identities)));
  const slips = ofNumbers(themes.flatMap(({ slips }) => Object.values(slips)));
  for (const [kind, subjects] of [
    ['true', truths],
    ['wrong', slips],
  ] as const) {
    const ours: [verdict: string, time: number][] = [];
    const theirs: [verdict: string, time: number][] = [];
    for (const { claim, assumptions } of subjects) {
      const begin = performance.now();
      const verdict = kind === 'true' ? ourVerdict(claim, assumptions) : ourRefutation(claim, assumptions);
      ours.push([verdict, performance.now() - begin]);
      const answer = await sympy.check(claim[0], claim[2], assumptions);
      theirs.push([answer.verdict, answer.time]);
    }
    const verdicts = ['proved', 'held', 'refuted', 'refused', 'too long'];
    printTable(
      `${subjects.length} ${kind} equalities of numbers from the gallery, side by side (times in ms)`,
      ['', ...verdicts, 'median', '90th percentile', 'together'],
      [
        ['optlab', ...row(ours, verdicts)],
        [sympy.version, ...row(theirs, verdicts)],
      ],
    );
  }
  sympy.stop();
}

function row(results: readonly [verdict: string, time: number][], verdicts: readonly string[]): string[] {
  const times = results.map(([, time]) => time);
  return [
    ...verdicts.map((verdict) => String(results.filter(([found]) => found === verdict).length)),
    quantile(times, 0.5).toFixed(1),
    quantile(times, 0.9).toFixed(1),
    times.reduce((sum, time) => sum + time, 0).toFixed(0),
  ];
}

function ourVerdict(claim: Claim, assumptions: Assumptions): string {
  const [{ verdict }] = written('claim', claim, assumptions).report().steps;
  return verdict === 'proved symbolically' ? 'proved' : verdict;
}

const ourRefutation = ([left, , right]: Claim, assumptions: Assumptions): string =>
  refute(left, right, assumptions) ? 'refuted' : 'held';
