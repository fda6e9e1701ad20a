/** What the checks of an exercise import as `optlab-grading`. */
export { type AnswerFunction, answer } from './checks/answer';
export {
  agrees,
  type Comparison,
  fail,
  type Mistake,
  requireAgreement,
  requirePath,
  requireUnchanged,
  requireVector,
  show,
} from './checks/explain';
export { seeded } from './checks/random';
export type { Returned } from './sandbox/answer-process';
