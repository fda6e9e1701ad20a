/** The learning rate of step t of T. */
function cosineRate(t: number, T: number, low: number, high: number): number {
  return low + ((high - low) * (1 + Math.cos((Math.PI * t) / T))) / 2;
}

/** The gradient, shortened to the norm c where it is longer. */
function clipNorm(g: Vector, c: number): Vector {
  const norm = Math.hypot(...g);
  return norm > c ? g.map((value) => (value * c) / norm) : [...g];
}

/** How far the student's probabilities q are from the teacher's p. */
function divergence(p: Vector, q: Vector): number {
  return (
    p.reduce((sum, share, i) => (share > 0 ? sum + share * Math.log(share / q[i]) : sum), 0) /
    p.length
  );
}

/** The grader calls the three through this one: leave it as it is. */
function repaired(name: 'cosineRate' | 'clipNorm' | 'divergence', ...values: unknown[]): unknown {
  const all: Record<string, (...values: never[]) => unknown> = { cosineRate, clipNorm, divergence };
  return all[name](...(values as never[]));
}
