import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { holds, loadWith, mutantsOf } from '../../../support/source-mutants';
import { checkFreeNewtonStep, checkQueue, checkSaddlePoint } from './bounded';
import { checkCgPath } from './cg-path';
import { checkConjugateGradients } from './conjugate-gradient';
import { checkHagerZhang, checkInterpolation, checkStrongWolfe } from './line-searches';
import { checkNewton, checkNewtonCg } from './newton';
import { checkBfgs, checkLbfgs } from './quasi-newton';
import { checkRecycling, checkStagnation } from './shared-parts';
import { checkDogleg, checkSegment, checkTrustRegion, checkWalk } from './trust-region';

const folder = resolve(__dirname, '../../../../lib/src/minimize');

interface Subject {
  /** The file that changes, and the one whose exports are checked. */
  file: string;
  entry?: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the file exports
  check(exports: any): void;
  /** The lines with a slip that computes the same, and why. */
  equivalent?: Readonly<Record<string, string>>;
}

const overflow = 'the scale cancels: it guards against overflow alone';
const signs = 'the sign alone counts, and x has a slope';

const subjects: readonly Subject[] = [
  {
    file: 'directions/bfgs',
    check: ({ bfgs }) => checkBfgs(bfgs),
    equivalent: {
      '[this.u, this.v, this.d, this.product] = Array.from({ length: 6 }, () => new Float64Array(n));':
        'two arrays that nobody takes',
      'this.u.fill(1);': "the update u v' + v u' is 0 where v is",
      'this.v.fill(1);': "the update u v' + v u' is 0 where u is",
    },
  },
  {
    file: 'directions/packed-symmetric',
    entry: 'directions/bfgs',
    check: ({ bfgs }) => checkBfgs(bfgs),
    equivalent: {
      'this.entries = new Float64Array((n * (n + 1)) * 2);': 'more room than the triangle takes',
      'this.entries = new Float64Array((n * (n + 1.5)) / 2);': 'more room than the triangle takes',
    },
  },
  { file: 'directions/lbfgs', check: ({ lbfgs }) => checkLbfgs(lbfgs) },
  {
    file: 'directions/pair-memory',
    entry: 'directions/lbfgs',
    check: ({ lbfgs }) => checkLbfgs(lbfgs),
    equivalent: {
      'private gamma = 1.5;': 'without a pair it is not read',
      'this.gamma = 1.5;': 'without a pair it is not read',
      'const pair = free.pop() ?? { s: this.space.vector(), y: this.space.vector(), sy: 1 };':
        'it is written before it is read',
      'this.free.length = 1;': 'a vector of the old arrays serves as well',
      'private isShared = true;': 'vectors are copied that need not be',
      'this.isShared = true;': 'vectors are copied that need not be',
    },
  },
  { file: 'directions/fused', entry: 'directions/lbfgs', check: ({ lbfgs }) => checkLbfgs(lbfgs) },
  {
    file: 'line-searches/strong-wolfe',
    check: ({ strongWolfe }) => checkStrongWolfe(strongWolfe),
    equivalent: {
      '[low, high] = [Math.max(x.step, step), Math.max(x.step, step)];':
        'in a bracket the lower end is set again before it is read',
      'if (armijo && p.slope >= 1) onPsi = false;':
        'after such a step the interval ends at it, and every lower value before it meets the condition too',
      'if (armijo && p.slope >= 0) onPsi = true;':
        'after such a step the interval ends at it, and every lower value before it meets the condition too',
    },
  },
  {
    file: 'line-searches/more-thuente-step',
    check: checkInterpolation,
    equivalent: {
      'if (p.slope / Math.sign(x.slope) < 0) return oppositeSlope(x, p);': signs,
      'if (p.slope / Math.sign(x.slope) < 0) return { x: p, y: x, bracketed: true };': signs,
      'if (p.slope * (x.slope) < 0) return oppositeSlope(x, p);': signs,
      'if (p.slope * (x.slope) < 0) return { x: p, y: x, bracketed: true };': signs,
      'const scale = Math.min(Math.abs(theta), Math.abs(a.slope), Math.abs(b.slope));': overflow,
      'const scale = Math.max((theta), Math.abs(a.slope), Math.abs(b.slope));': overflow,
      'const scale = Math.max(Math.abs(theta), (a.slope), Math.abs(b.slope));': overflow,
      'const scale = Math.max(Math.abs(theta), Math.abs(a.slope), (b.slope));': overflow,
    },
  },
  { file: 'line-searches/hager-zhang', check: ({ hagerZhang }) => checkHagerZhang(hagerZhang) },
  { file: 'directions/conjugate-gradient', check: checkConjugateGradients },
  { file: 'directions/newton', check: ({ newton }) => checkNewton(newton) },
  { file: 'directions/newton-cg', check: ({ newtonCg }) => checkNewtonCg(newtonCg) },
  {
    file: 'directions/forcing',
    entry: 'directions/newton-cg',
    check: ({ newtonCg }) => checkNewtonCg(newtonCg),
  },
  { file: 'trust-region/cg-path', check: checkCgPath },
  { file: 'trust-region/segment', check: checkSegment },
  { file: 'trust-region/walk', check: checkWalk },
  { file: 'trust-region/dogleg', check: checkDogleg },
  {
    file: 'trust-region/trust-region',
    check: checkTrustRegion,
    equivalent: { 'const LARGEST = 1.4999999999999999e+150;': 'its square is finite too' },
  },
  {
    file: 'stagnation',
    check: checkStagnation,
    equivalent: {
      'let count = 1;': 'the first iteration sets it to 0, as there is no optimality to compare with',
    },
  },
  { file: 'recycling', check: checkRecycling },
  {
    file: 'bounded/queue',
    check: checkQueue,
    equivalent: {
      'if (this.size > 1) this.sink(0);': 'one alone is in its place',
      'if (child + 1.5 < size && keys[heap[child + 1]] < keys[heap[child]]) child++;':
        'the same, since both are whole',
    },
  },
  { file: 'bounded/saddle-point', check: checkSaddlePoint },
  { file: 'bounded/free-newton-step', check: checkFreeNewtonStep },
];

test.each(subjects)(
  '$file: every slip is found out',
  ({ file, entry = file, check, equivalent = {} }) => {
    const [changed, from] = [resolve(folder, `${file}.ts`), resolve(folder, `${entry}.ts`)];
    const source = readFileSync(changed, 'utf8');
    check(loadWith(from, changed, source));
    const mutants = mutantsOf(source);
    expect(mutants.length).toBeGreaterThan(3);
    const alive = mutants.filter(({ code }) => holds(() => check(loadWith(from, changed, code))));
    const lines = alive.map(({ line }) => line);
    const known = Object.keys(equivalent);
    process.stdout.write(`${file}: ${mutants.length - alive.length} of ${mutants.length} slips found out\n`);
    expect(lines.filter((line) => !known.includes(line))).toEqual([]);
    expect(known.filter((line) => !lines.includes(line))).toEqual([]);
  },
  120_000,
);
