import {
  cosine,
  exponential,
  type FormulaSchedule,
  inverseSquareRoot,
  joinSchedules,
  linear,
  oneCycle,
  piecewise,
  polynomial,
  sgdr,
  stepDecay,
  warmupCosine,
} from 'optlab';
import oracle from '../../../oracles/schedules.json';
import torch from '../../../oracles/torch.json';

/** A schedule and the values that another library gives it, the first step first. */
export interface Case {
  label: string;
  schedule: FormulaSchedule;
  expected: readonly number[];
}

const base = 0.05;

/** The schedules of torch.json: base 0.05, the options in its note. */
const basic: Record<keyof typeof torch.schedules.values, FormulaSchedule> = {
  StepLR: stepDecay(base, 5, { factor: 0.5 }),
  ExponentialLR: exponential(base, 0.9),
  CosineAnnealingLR: cosine(base, 20, { end: 1e-4 }),
  CosineAnnealingWarmRestarts: sgdr(base, 5, { mult: 2 }),
  OneCycleLR: oneCycle(0.1, 30),
  PolynomialLR: polynomial(base, 20, { power: 2 }),
  LinearLR: linear(0.1 * base, base, 10),
};

const further: Record<keyof typeof oracle.schedules, FormulaSchedule> = {
  'StepLR(7, 0.3)': stepDecay(base, 7, { factor: 0.3 }),
  'MultiStepLR([4, 11, 30], 0.2)': piecewise([base, base * 0.2, base * 0.04, base * 0.008], [4, 11, 30]),
  'LinearLR(0.3, 0.8, 12)': linear(0.3 * base, 0.8 * base, 12),
  'PolynomialLR(33, 1.7)': polynomial(base, 33, { power: 1.7 }),
  'CosineAnnealingLR(17, 0.002)': cosine(base, 17, { end: 0.002 }),
  'CosineAnnealingWarmRestarts(4, 3, 0.003)': sgdr(base, 4, { mult: 3, end: 0.003 }),
  'CosineAnnealingWarmRestarts(7, 1, 0.001)': sgdr(base, 7, { end: 0.001 }),
  'CosineAnnealingWarmRestarts(1, 10, 0)': sgdr(base, 1, { mult: 10 }),
  'OneCycleLR(0.2, 60)': oneCycle(0.2, 60),
  'OneCycleLR(0.2, 47, linear)': oneCycle(0.2, 47, { anneal: 'linear', pctStart: 0.25 }),
  'OneCycleLR(0.2, 50, three phases)': oneCycle(0.2, 50, {
    threePhase: true,
    divFactor: 10,
    finalDivFactor: 100,
  }),
  'OneCycleLR(0.2, 41, three phases, linear)': oneCycle(0.2, 41, {
    threePhase: true,
    anneal: 'linear',
    pctStart: 0.4,
  }),
  'polynomial_schedule(0.4, 0.1, 2.5, 25)': polynomial(0.4, 25, { power: 2.5, end: 0.1 }),
  'exponential_decay(0.4, 6, 0.7)': exponential(0.4, 0.7, { period: 6 }),
  'exponential_decay(0.4, 6, 0.7, staircase)': exponential(0.4, 0.7, { period: 6, staircase: true }),
  'cosine_decay_schedule(0.4, 21, 0.25)': cosine(0.4, 21, { end: 0.1, after: 'hold' }),
  'warmup_cosine_decay_schedule(0.02, 0.4, 9, 40, 0.01)': warmupCosine(0.4, 40, {
    warmup: 9,
    start: 0.02,
    end: 0.01,
  }),
  'join_schedules(exponential, cosine, polynomial)': joinSchedules([
    [exponential(0.3, 0.6, { period: 5 }), 8],
    [cosine(0.2, 12, { end: 0.05, after: 'hold' }), 17],
    [polynomial(0.4, 20, { power: 2, end: 0.1 })],
  ]),
  'transformer(512, 16)': inverseSquareRoot((512 * 16) ** -0.5, 16),
};

const table = (schedules: Record<string, FormulaSchedule>, oracles: Record<string, number[]>): Case[] =>
  Object.entries(oracles).map(([label, values]) => {
    // PyTorch's one cycle ends with its last step; here the value then stays.
    const after = label.startsWith('OneCycleLR') ? Array<number>(3).fill(values[values.length - 1]) : [];
    return { label, schedule: schedules[label], expected: [...values, ...after] };
  });

export const cases: readonly Case[] = [
  ...table(basic, torch.schedules.values),
  ...table(further, oracle.schedules),
];

/** The largest distance of a function of the step from a case's values. */
export const deviation = (schedule: (t: number) => number, { expected }: Case): number =>
  expected.reduce((worst, value, i) => {
    const distance = Math.abs(schedule(i + 1) - value);
    return Math.max(worst, Number.isNaN(distance) ? Infinity : distance);
  }, 0);
