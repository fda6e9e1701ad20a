function judge(): Verdicts {
  return { A: null, B: [0.5], C: [0.5, 1], D: [[1], [2, 3]], E: [[3, 4], 3] };
}
