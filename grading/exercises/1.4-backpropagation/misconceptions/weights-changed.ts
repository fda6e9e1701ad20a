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
    const q = average(outputs.flat().map((h) => h ** 2));
    const factor = q > 0 ? 1 / Math.sqrt(q) : 1;
    inputs = outputs.map((h) => h.map((entry) => entry * factor));
    return W.map((row) => {
      row.forEach((_, i) => {
        row[i] *= factor;
      });
      return row;
    });
  });
}
