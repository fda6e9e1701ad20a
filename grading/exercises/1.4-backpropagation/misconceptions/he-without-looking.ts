function startFromData(weights: Matrix[], images: Vector[]): Matrix[] {
  return weights.map((W) => {
    const all = W.flat();
    const size = Math.sqrt(all.reduce((sum, w) => sum + w ** 2, 0) / all.length);
    const factor = size > 0 ? Math.sqrt(2 / W[0].length) / size : 1;
    return W.map((row) => row.map((w) => w * factor));
  });
}
