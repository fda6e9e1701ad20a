function judge(): Verdicts {
  return { A: null, B: [0.5], C: null, D: [[1], [2, 3]], E: [[4, 4], 3] };
}
