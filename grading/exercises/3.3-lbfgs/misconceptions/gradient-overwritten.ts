function inverseTimes(pairs: Pair[], g: Vector): Vector {
  const dot = (a: Vector, b: Vector) => a.reduce((sum, value, i) => sum + value * b[i], 0);
  const r = g;
  const alphas: Vector = [];
  for (let k = pairs.length - 1; k >= 0; k--) {
    const { s, y } = pairs[k];
    alphas[k] = dot(s, r) / dot(s, y);
    for (let i = 0; i < r.length; i++) r[i] -= alphas[k] * y[i];
  }
  if (pairs.length > 0) {
    const { s, y } = pairs[pairs.length - 1];
    const gamma = dot(s, y) / dot(y, y);
    for (let i = 0; i < r.length; i++) r[i] *= gamma;
  }
  pairs.forEach(({ s, y }, k) => {
    const beta = dot(y, r) / dot(s, y);
    for (let i = 0; i < r.length; i++) r[i] += (alphas[k] - beta) * s[i];
  });
  return r;
}
