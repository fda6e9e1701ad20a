import { InvalidInput } from '../errors';
import { described } from '../errors/described';
import type { Box } from './bounded/box';
import { displayed } from './display-result';
import { explainFailure } from './gradients/explain-failure';
import { type Ending, ending, fallsWithoutEnd, guardOf, LimitReached } from './limits';
import type { Iterate, Method, MethodFactory } from './method';
import type { GradientOptions } from './methods';
import type { ObjectiveParts } from './objective';
import { isLast, type Limits } from './options';
import { type CountedProblem, createProblem } from './problem';
import { isFrugal } from './recycling';
import type { MinimizeResult, MinimizeStatus, StopReason, TracePoint } from './result';
import { stagnationFrom } from './stagnation';
import { dot, infinityNorm } from './vector';

const statusOf: Record<StopReason, MinimizeStatus> = {
  converged: 0,
  'no-progress': 2,
  'not-descent': 2,
  'not-finite': 3,
  unbounded: 4,
};

const TOO_STEEP =
  'The gradient is so large that its square is infinite: divide f, and its gradient, by a constant.';

const STUCK = 'Ten steps in a row have hardly changed x or f';

const undefinedAtStart = (isGiven: boolean): string =>
  isGiven
    ? 'The gradient is not finite at x0.'
    : 'The gradient by differences is not finite at x0: f is not defined near it. Give grad, or bounds, or another x0.';

/** The loop that all methods share: it iterates until the method, a limit or a test says stop. */
export function iterate(
  parts: ObjectiveParts,
  x0: Float64Array,
  factory: MethodFactory,
  limits: Limits & Pick<GradientOptions, 'gtol' | 'ftol'> & { maxiter: number },
  box?: Box,
): MinimizeResult {
  const { gtol = 1e-5, ftol = 0, maxiter, callback, trace } = limits;
  const guard = guardOf(limits);
  const problem = createProblem('minimize', parts, x0.length, guard.check, box);
  const method = begin(factory, problem);
  const recycles = isFrugal(method);
  const points: TracePoint[] = [];
  let nit = 0;
  let step = 0;
  let before: number | undefined;
  let at = startAt(problem, method.start?.(x0) ?? x0, method.derivativeFree);
  let best = at;
  const first = at.fun;
  const leadsNowhere = stagnationFrom(at);
  let optimality = Infinity;
  let isStuck = false;
  guard.begin();

  const isGiven = parts.grad !== undefined || parts.valueAndGrad !== undefined;

  /** A gradient that no limit holds back; by differences it would take too many evaluations. */
  const lateGradient = (x: Float64Array): Float64Array | undefined => {
    if (method.derivativeFree) return best.jac;
    if (!isGiven) return undefined;
    guard.end();
    const jac = problem.gradient(x);
    guard.begin();
    return jac;
  };

  /** Lower than every iterate may be a trial, of which perhaps only the value was asked for. */
  const bestPoint = (): Iterate => {
    const { best: lowest } = problem;
    if (!lowest || !(lowest.fun < best.fun)) return best;
    const jac = lowest.jac ?? lateGradient(lowest.x);
    return jac && Number.isFinite(infinityNorm(jac)) ? { x: lowest.x, fun: lowest.fun, jac } : best;
  };

  const finish = (
    { status, message }: Ending,
    { x, fun, jac }: Iterate = status === 0 ? at : bestPoint(),
  ): MinimizeResult => {
    return displayed({
      ...{ x, fun, jac },
      ...(method.hessInv ? { hessInv: method.hessInv() } : {}),
      nit,
      nfev: problem.nfev,
      njev: problem.njev,
      nhev: problem.nhev,
      status,
      success: status === 0,
      message,
      ...(trace ? { trace: points } : {}),
    });
  };

  const explanation = (status: MinimizeStatus, found: Iterate): string | undefined => {
    if (status !== 2 && status !== 3) return undefined;
    if (dot(at.jac, at.jac) === Infinity) return TOO_STEEP;
    if (status !== 2) return undefined;
    try {
      return explainFailure(problem, found, isGiven, isStuck ? STUCK : method.failure);
    } catch (error) {
      if (error instanceof LimitReached) return undefined;
      throw error;
    }
  };

  const stop = (status: MinimizeStatus, message?: string): MinimizeResult => {
    // Before the explanation, which asks f elsewhere.
    const found = status === 0 ? at : bestPoint();
    return finish(ending(status, message ?? explanation(status, found)), found);
  };

  try {
    for (;;) {
      const { x, fun, jac } = at;
      const gradientNorm = infinityNorm(jac);
      const finite = Number.isFinite(fun) && Number.isFinite(gradientNorm);
      if (finite && fun <= best.fun) best = at;
      if (recycles) problem.recycle(at, best);
      if (trace) points.push({ x: x.slice(), fun, jac: jac.slice(), gradientNorm, step });
      if (nit > 0 && isLast('minimize', callback?.(x.slice(), fun, nit))) return finish(ending(99));
      if (fallsWithoutEnd(fun, first)) return finish(ending(4));
      if (!finite) return finish(ending(3, nit === 0 ? undefinedAtStart(isGiven) : undefined));
      if (!method.derivativeFree) {
        optimality = method.optimality?.(at) ?? gradientNorm;
        if (optimality <= gtol) {
          return finish(ending(0, method.convergence));
        }
        if (before !== undefined && isFlat(before, fun, ftol)) {
          return finish(ending(0, 'The function changes by less than ftol.'));
        }
      }
      if (isStuck) return stop(2);
      if (nit >= maxiter) return finish(ending(1));
      const outcome = method.iterate(at);
      if ('stop' in outcome) {
        return stop(statusOf[outcome.stop], outcome.message);
      }
      nit++;
      before = fun;
      isStuck = !method.derivativeFree && leadsNowhere(at, outcome.to, optimality);
      ({ to: at, step } = outcome);
    }
  } catch (error) {
    if (error instanceof LimitReached) return finish(error.ending);
    throw error;
  }
}

function begin(factory: MethodFactory, problem: CountedProblem): Method {
  const method: Partial<Method> | undefined = factory(problem);
  if (typeof method?.iterate === 'function') return method as Method;
  throw new InvalidInput({
    subject: 'minimize: method',
    given: described('a function that makes no method'),
    allowed: 'the name of a method, or a function that makes one',
    remedy: 'A direction becomes a method by lineSearchMethod(direction, lineSearch).',
  });
}

const isFlat = (before: number, fun: number, ftol: number): boolean =>
  ftol > 0 && Math.abs(before - fun) <= ftol * Math.max(Math.abs(before), Math.abs(fun), 1);

function startAt(problem: CountedProblem, x: Float64Array, derivativeFree = false): Iterate {
  const at = derivativeFree ? { x, fun: problem.value(x), jac: new Float64Array(0) } : problem.at(x);
  if (Number.isFinite(at.fun)) return at;
  const remedy = 'Start where the function is defined.';
  throw new InvalidInput({ subject: 'minimize: f(x0)', given: at.fun, allowed: 'a finite number', remedy });
}
