/** A point or a gradient: one number for each parameter. */
type Vector = number[];
/** The gradient of an objective at a point. */
type Gradient = (theta: Vector) => Vector;
