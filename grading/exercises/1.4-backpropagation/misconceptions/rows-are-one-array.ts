function pullBack(W: Matrix, b: Vector, x: Vector, delta: Vector) {
  const dW = new Array(W.length).fill(new Array(x.length).fill(0));
  const db = new Array(b.length).fill(0),
    dx = new Array(x.length).fill(0);
  for (let j = 0; j < W.length; j++) {
    let z = b[j];
    for (let i = 0; i < x.length; i++) z += W[j][i] * x[i];
    if (z > 0) {
      db[j] = delta[j];
      for (let i = 0; i < x.length; i++) {
        dW[j][i] = delta[j] * x[i];
        dx[i] += delta[j] * W[j][i];
      }
    }
  }
  return { W: dW, b: db, x: dx };
}
