/** A list of numbers. */
type Vector = number[];
/** One side of a claim about two whole numbers. */
type Side = (a: number, b: number) => number;
/** For each statement null if it is true, else values that refute it. */
interface Verdicts {
  A: [beta: number, g: number, steps: number] | null;
  B: [x: number] | null;
  C: [w: number, lambda: number] | null;
  D: Vector[] | null;
  E: [g: Vector, c: number] | null;
}
