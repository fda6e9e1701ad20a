function centralGradient(f: (x: Vector) => number, x: Vector, h: number): Vector {
  return x.map((value, j) => {
    const step = h * Math.max(1, ...x.map(Math.abs));
    const at = (by: number) => x.map((each, i) => (i === j ? each + by : each));
    return (f(at(step)) - f(at(-step))) / (2 * step);
  });
}
