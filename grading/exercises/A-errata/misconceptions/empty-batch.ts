function judge(): Verdicts {
  return { A: null, B: [0.5], C: null, D: [[], [1, 2]], E: [[3, 4], 3] };
}
