export { among } from './among';
export {
  bernoulli,
  exponentialDistribution,
  normal,
  type Parameter,
  rademacher,
  uniform,
} from './families';
export { independent } from './independent';
export type { Distribution, RandomName } from './random-name';
export { withoutReplacement } from './without-replacement';
