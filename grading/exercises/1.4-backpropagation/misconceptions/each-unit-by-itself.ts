function startFromData(weights: Matrix[], images: Vector[]): Matrix[] {
  const average = (all: Vector) => all.reduce((sum, one) => sum + one, 0) / all.length;
  let inputs = images;
  return weights.map((W, l) => {
    const outputs = inputs.map((x) =>
      W.map((row) => {
        const z = row.reduce((sum, w, i) => sum + w * x[i], 0);
        return l < weights.length - 1 ? Math.max(0, z) : z;
      }),
    );
    const q = W.map((_, j) => average(outputs.map((h) => h[j] ** 2)));
    const factor = q.map((each) => (each > 0 ? 1 / Math.sqrt(each) : 1));
    inputs = outputs.map((h) => h.map((entry, j) => entry * factor[j]));
    return W.map((row, j) => row.map((w) => w * factor[j]));
  });
}
