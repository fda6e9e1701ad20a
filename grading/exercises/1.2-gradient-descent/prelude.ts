/** A point or a gradient: one number for each parameter. */
type Vector = number[];
/** A function to be made small. */
type Objective = (theta: Vector) => number;
/** The gradient of an objective at a point. */
type Gradient = (theta: Vector) => Vector;
/** The inner product of two vectors. */
const dot = (a: Vector, b: Vector): number => a.reduce((sum, value, i) => sum + value * b[i], 0);
