export {
  type Choices,
  type Chosen,
  decayRate,
  type Hyper,
  type Limit,
  nonNegative,
  type RuleOptions,
  type Schedule,
} from './options';
export { type Rule, type RuleDefinition, rule } from './rule';
export { type NamedGradients, RuleOptimizer } from './rule-optimizer';
export { adam } from './rules/adam';
export { gradientDescent } from './rules/gradient-descent';
export { momentum } from './rules/momentum';
