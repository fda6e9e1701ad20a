function slopes(program: Operation[], inputs: Vector): Vector {
  const values = [...inputs];
  for (const { op, from } of program) {
    const [a, b] = from.map((k) => values[k]);
    values.push(op === 'add' ? a + b : op === 'multiply' ? a * b : Math.tanh(a));
  }
  const g = values.map((_, k) => Number(k === values.length - 1));
  for (let k = values.length - 1; k >= inputs.length; k--) {
    const { op, from } = program[k - inputs.length];
    const [a, b] = from;
    if (op === 'multiply') {
      g[a] = g[k] * values[b];
      g[b] = g[k] * values[a];
    } else if (op === 'add') {
      g[a] = g[k];
      g[b] = g[k];
    } else {
      g[a] = g[k] * (1 - values[k] ** 2);
    }
  }
  return g.slice(0, inputs.length);
}
