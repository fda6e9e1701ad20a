/** A point, a step or a gradient. */
type Vector = number[];
/** A matrix, row by row. */
type Matrix = Vector[];
/** A step and the change of the gradient along it. */
interface Pair {
  s: Vector;
  y: Vector;
}
