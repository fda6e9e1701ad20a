function ridgeGradient(X: Vector[], y: Vector, theta: Vector, lambda: number): Vector {
  const [b, ...w] = theta;
  const r = X.map((x, i) => b + dot(w, x) - y[i]);
  const slopeOfB = (2 / theta.length) * r.reduce((sum, ri) => sum + ri, 0);
  const slopes = w.map(
    (wj, j) =>
      (2 / theta.length) * r.reduce((sum, ri, i) => sum + ri * X[i][j], 0) + 2 * lambda * wj,
  );
  return [slopeOfB, ...slopes];
}
