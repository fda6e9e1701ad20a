function judge(): Verdicts {
  return { A: null, B: [1.2], C: null, D: [[1], [2, 3]], E: [[3, 4], 3] };
}
