function judge(): Verdicts {
  return { A: [0.9, 1, 20], B: [0.5], C: null, D: [[1], [2, 3]], E: [[3, 4], 3] };
}
