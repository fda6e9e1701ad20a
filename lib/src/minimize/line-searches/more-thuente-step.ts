/** phi and its derivative at a step; the end of an interval, or a trial inside it. */
export interface Sample {
  step: number;
  fun: number;
  slope: number;
}

/** An interval that holds a minimizer of phi, once it is bracketed: `x` is its best end. */
export interface Interval {
  x: Sample;
  y: Sample;
  bracketed: boolean;
}

/** Where a cubic or a quadratic through two samples has its minimum, as a share of the way from the first to the second. */
interface Fits {
  theta: number;
  scale: number;
  gamma: number;
}

/** The discriminant of the cubic through two samples, scaled against overflow. */
function cubic(a: Sample, b: Sample): Fits {
  const theta = (3 * (a.fun - b.fun)) / (b.step - a.step) + a.slope + b.slope;
  const scale = Math.max(Math.abs(theta), Math.abs(a.slope), Math.abs(b.slope));
  const inside = (theta / scale) ** 2 - (a.slope / scale) * (b.slope / scale);
  return { theta, scale, gamma: scale * Math.sqrt(Math.max(0, inside)) };
}

/**
 * The next trial step and the interval that is left, by cubic and quadratic interpolation: a safeguarded step that lies
 * between the cubic's and the quadratic's or secant's minimizer, or on the side that the four cases of the paper tell.
 *
 * @param p the trial
 * @param low the shortest step, @param high the longest step allowed now
 * @see Moré & Thuente, "Line search algorithms with guaranteed sufficient decrease", ACM TOMS 20(3), 1994, section 4
 */
export function nextStep({ x, y, bracketed }: Interval, p: Sample, low: number, high: number): number {
  if (p.fun > x.fun) return higher(x, p);
  if (p.slope * Math.sign(x.slope) < 0) return oppositeSlope(x, p);
  if (Math.abs(p.slope) < Math.abs(x.slope)) return flatter(x, y, p, bracketed, low, high);
  if (bracketed) return steeper(y, p);
  return p.step > x.step ? high : low;
}

/** Case 1, a higher value: the minimum is bracketed, nearer to x if the cubic's is. */
function higher(x: Sample, p: Sample): number {
  const width = p.step - x.step;
  const { theta, gamma: root } = cubic(x, p);
  const gamma = width < 0 ? -root : root;
  const byCubic = x.step + ((gamma - x.slope + theta) / (gamma - x.slope + gamma + p.slope)) * width;
  const byQuadratic = x.step + (x.slope / ((x.fun - p.fun) / width + x.slope) / 2) * width;
  if (Math.abs(byCubic - x.step) < Math.abs(byQuadratic - x.step)) return byCubic;
  return byCubic + (byQuadratic - byCubic) / 2;
}

/** Case 2, a lower value and a slope of the other sign: the one of cubic and secant that is farther from p. */
function oppositeSlope(x: Sample, p: Sample): number {
  const { theta, gamma: root } = cubic(x, p);
  const gamma = p.step > x.step ? -root : root;
  const back = x.step - p.step;
  const byCubic = p.step + ((gamma - p.slope + theta) / (gamma - p.slope + gamma + x.slope)) * back;
  const bySecant = p.step + (p.slope / (p.slope - x.slope)) * back;
  return Math.abs(byCubic - p.step) > Math.abs(bySecant - p.step) ? byCubic : bySecant;
}

/** Case 3, a lower value and a slope of the same sign that is less steep: the cubic may have no minimum on that side. */
function flatter(x: Sample, y: Sample, p: Sample, bracketed: boolean, low: number, high: number): number {
  const { theta, gamma: root } = cubic(x, p);
  const gamma = p.step > x.step ? -root : root;
  const back = x.step - p.step;
  const share = (gamma - p.slope + theta) / (gamma + (x.slope - p.slope) + gamma);
  const end = p.step > x.step ? high : low;
  const byCubic = share < 0 && gamma !== 0 ? p.step + share * back : end;
  const bySecant = p.step + (p.slope / (p.slope - x.slope)) * back;
  const isCubicNearer = Math.abs(byCubic - p.step) < Math.abs(bySecant - p.step);
  if (bracketed) {
    const nearer = isCubicNearer ? byCubic : bySecant;
    const limit = p.step + 0.66 * (y.step - p.step);
    return p.step > x.step ? Math.min(limit, nearer) : Math.max(limit, nearer);
  }
  const farther = isCubicNearer ? bySecant : byCubic;
  return Math.max(low, Math.min(high, farther));
}

/** Case 4, a lower value and a slope of the same sign that is no less steep: towards the other end. */
function steeper(y: Sample, p: Sample): number {
  const { theta, gamma: root } = cubic(p, y);
  const gamma = p.step > y.step ? -root : root;
  return p.step + ((gamma - p.slope + theta) / (gamma - p.slope + gamma + y.slope)) * (y.step - p.step);
}

/** The interval once the trial is one of its ends. */
export function narrow({ x, y, bracketed }: Interval, p: Sample): Interval {
  if (p.fun > x.fun) return { x, y: p, bracketed: true };
  if (p.slope * Math.sign(x.slope) < 0) return { x: p, y: x, bracketed: true };
  return { x: p, y, bracketed };
}
