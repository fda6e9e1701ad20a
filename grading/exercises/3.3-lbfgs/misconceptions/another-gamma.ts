function inverseTimes(pairs: Pair[], g: Vector): Vector {
  const dot = (a: Vector, b: Vector) => a.reduce((sum, value, i) => sum + value * b[i], 0);
  let r = [...g];
  const alphas: Vector = [];
  for (let k = pairs.length - 1; k >= 0; k--) {
    const { s, y } = pairs[k];
    alphas[k] = dot(s, r) / dot(s, y);
    r = r.map((value, i) => value - alphas[k] * y[i]);
  }
  if (pairs.length > 0) {
    const { s, y } = pairs[pairs.length - 1];
    const gamma = dot(s, s) / dot(s, y);
    r = r.map((value) => gamma * value);
  }
  pairs.forEach(({ s, y }, k) => {
    const beta = dot(y, r) / dot(s, y);
    r = r.map((value, i) => value + (alphas[k] - beta) * s[i]);
  });
  return r;
}
