function ridgeGradient(X: Vector[], y: Vector, theta: Vector, lambda: number): Vector {
  const w = theta.slice(1);
  const r = X.map((x, i) => theta[0] + dot(w, x) - y[i]);
  for (let k = 0; k < theta.length; k++) {
    const sum = r.reduce((total, ri, i) => total + ri * (k === 0 ? 1 : X[i][k - 1]), 0);
    theta[k] = (2 / X.length) * sum + (k === 0 ? 0 : 2 * lambda * w[k - 1]);
  }
  return theta;
}
