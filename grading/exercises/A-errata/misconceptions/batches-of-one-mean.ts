function judge(): Verdicts {
  return { A: null, B: [0.5], C: null, D: [[2], [1, 3]], E: [[3, 4], 3] };
}
