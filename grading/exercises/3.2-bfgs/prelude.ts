/** A point, a step or a gradient: one number for each parameter. */
type Vector = number[];
/** A square matrix, row by row. */
type Matrix = number[][];
/** A function to minimize. */
type Objective = (theta: Vector) => number;
/** Its gradient, or the product of a matrix and a vector. */
type Gradient = (theta: Vector) => Vector;

/** The inner product a'b. */
const dot = (a: Vector, b: Vector): number => a.reduce((sum, value, i) => sum + value * b[i], 0);
/** The product M v. */
const times = (M: Matrix, v: Vector): Vector => M.map((row) => dot(row, v));
