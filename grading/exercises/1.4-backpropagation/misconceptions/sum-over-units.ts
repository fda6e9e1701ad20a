function startFromData(weights: Matrix[], images: Vector[]): Matrix[] {
  let h = images;
  return weights.map((W, l) => {
    let a = h.map((x) => W.map((row) => row.reduce((s, w, i) => s + w * x[i], 0)));
    if (l < weights.length - 1) a = a.map((x) => x.map((z) => Math.max(z, 0)));
    const q = a.flat().reduce((s, v) => s + v * v, 0) / a.length;
    const c = q > 0 ? 1 / Math.sqrt(q) : 1;
    h = a.map((x) => x.map((v) => v * c));
    return W.map((row) => row.map((w) => w * c));
  });
}
