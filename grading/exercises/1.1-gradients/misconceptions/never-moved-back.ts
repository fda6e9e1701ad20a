function centralGradient(f: (x: Vector) => number, x: Vector, h: number): Vector {
  const moving = [...x];
  return x.map((value, j) => {
    const step = h * Math.max(1, Math.abs(value));
    moving[j] += step;
    const up = f([...moving]);
    moving[j] -= 2 * step;
    return (up - f([...moving])) / (2 * step);
  });
}
