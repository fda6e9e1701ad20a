function ridgeGradient(X: Vector[], y: Vector, theta: Vector, lambda: number): Vector {
  const [b, ...w] = theta;
  const r = X.map((x, i) => b + dot(w, x) - y[i]);
  const slopeOfB = r.reduce((sum, ri) => sum + ri, 0) / X.length;
  const slopes = w.map(
    (wj, j) => r.reduce((sum, ri, i) => sum + ri * X[i][j], 0) / X.length + lambda * wj,
  );
  return [slopeOfB, ...slopes];
}
