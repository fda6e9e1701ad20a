function minimizeWithin(f: Objective, grad: Gradient, start: Vector, budget: number): Vector {
  let theta = [...start];
  for (let iteration = 0; iteration < 100; iteration++) {
    const g = grad([...theta]);
    const n = theta.length;
    const columns = theta.map((_, k) => {
      const h = 1e-6 * Math.max(1, Math.abs(theta[k]));
      const moved = grad(theta.map((part, i) => (i === k ? part + h : part)));
      return moved.map((part, i) => (part - g[i]) / h);
    });
    const rows = theta.map((_, i) => [...columns.map((column) => column[i]), -g[i]]);
    for (let k = 0; k < n; k++) {
      const pivot = rows.slice(k).findIndex((row) => Math.abs(row[k]) > 1e-300) + k;
      [rows[k], rows[pivot]] = [rows[pivot], rows[k]];
      for (let i = 0; i < n; i++) {
        if (i === k) continue;
        const factor = rows[i][k] / rows[k][k];
        rows[i] = rows[i].map((value, j) => value - factor * rows[k][j]);
      }
    }
    theta = theta.map((part, i) => part + rows[i][n] / rows[i][i]);
  }
  return theta;
}
