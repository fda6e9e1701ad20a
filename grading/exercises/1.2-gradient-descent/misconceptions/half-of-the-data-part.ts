function ridgeGradient(X: Vector[], y: Vector, theta: Vector, lambda: number): Vector {
  const [b, ...w] = theta;
  const residuals = X.map((x, i) => b + dot(w, x) - y[i]);
  const scale = 1 / X.length;
  const slopes = w.map(
    (wj, j) => scale * residuals.reduce((sum, r, i) => sum + r * X[i][j], 0) + 2 * lambda * wj,
  );
  return [scale * residuals.reduce((sum, r) => sum + r, 0), ...slopes];
}
