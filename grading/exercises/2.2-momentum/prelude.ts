/** A point, a gradient or a list of curvatures. */
type Vector = number[];
/** The gradient of an objective at a point. */
type Gradient = (theta: Vector) => Vector;
