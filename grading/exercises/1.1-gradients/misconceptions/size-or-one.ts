function centralGradient(f: (x: Vector) => number, x: Vector, h: number): Vector {
  return x.map((value, j) => {
    const step = h * (Math.abs(value) || 1);
    const at = (by: number) => x.map((each, i) => (i === j ? each + by : each));
    return (f(at(step)) - f(at(-step))) / (2 * step);
  });
}
