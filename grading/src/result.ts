/** The result of grading one notebook: the JSON that `--json` writes. */
export interface GradeResult {
  grader: { name: 'optlab-grading'; version: string };
  notebook: string;
  exercise: string;
  title: string;
  points: number;
  maxPoints: number;
  /** Whether all points were reached. */
  passed: boolean;
  durationMs: number;
  parts: PartResult[];
}

export interface PartResult {
  id: string;
  title: string;
  /** Number of the answer cell in the notebook, from 1. */
  cell: number;
  answered: boolean;
  points: number;
  maxPoints: number;
  durationMs: number;
  checks: CheckResult[];
}

export interface CheckResult {
  name: string;
  points: number;
  maxPoints: number;
  passed: boolean;
  durationMs: number;
  /** Why the check failed: what was expected, what the answer gave, the likely reason. */
  message: string | null;
}
