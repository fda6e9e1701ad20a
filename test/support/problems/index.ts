import { bard } from './bard';
import { beale } from './beale';
import { biggs } from './biggs';
import { box } from './box';
import { brownAlmostLinear, brownBadlyScaled, brownDennis } from './brown';
import { broydenBanded, broydenTridiagonal } from './broyden';
import { chebyquad } from './chebyquad';
import { discreteBoundaryValue, discreteIntegralEquation } from './discrete';
import { freudensteinRoth } from './freudenstein-roth';
import { gaussian } from './gaussian';
import { gulf } from './gulf';
import { helicalValley } from './helical-valley';
import { jennrichSampson } from './jennrich-sampson';
import { kowalikOsborne } from './kowalik-osborne';
import { linearFullRank, linearRank1, linearRank1Zeros } from './linear';
import { meyer } from './meyer';
import { osborne1, osborne2 } from './osborne';
import { penalty1, penalty2 } from './penalty';
import { extendedPowell, powellBadlyScaled, powellSingular } from './powell';
import type { TestProblem } from './problem';
import { extendedRosenbrock, rosenbrock } from './rosenbrock';
import { trigonometric } from './trigonometric';
import { variablyDimensioned } from './variably-dimensioned';
import { watson } from './watson';
import { wood } from './wood';

export type { TestProblem, Vector } from './problem';

/** All 35 problems of Moré, Garbow & Hillstrom 1981, some in several sizes, in the paper's order. */
export const problems: readonly TestProblem[] = [
  rosenbrock,
  freudensteinRoth,
  powellBadlyScaled,
  brownBadlyScaled,
  beale,
  jennrichSampson,
  helicalValley,
  bard,
  gaussian,
  meyer,
  gulf,
  box,
  powellSingular,
  wood,
  kowalikOsborne,
  brownDennis,
  osborne1,
  biggs,
  osborne2,
  watson(6),
  watson(9),
  watson(12),
  extendedRosenbrock(50),
  extendedRosenbrock(1000),
  extendedPowell(40),
  penalty1(4),
  penalty1(10),
  penalty2(4),
  penalty2(10),
  variablyDimensioned(10),
  trigonometric(10),
  brownAlmostLinear(10),
  discreteBoundaryValue(10),
  discreteIntegralEquation(10),
  broydenTridiagonal(10),
  broydenTridiagonal(100),
  broydenBanded(10),
  linearFullRank(10, 20),
  linearRank1(10, 20),
  linearRank1Zeros(10, 20),
  chebyquad(8),
  chebyquad(10),
];

/** A problem of {@link problems}. */
export function problemNamed(name: string): TestProblem {
  const found = problems.find((each) => each.name === name);
  if (!found) throw new Error(`There is no problem ${name}; there are ${problems.map((each) => each.name)}.`);
  return found;
}
