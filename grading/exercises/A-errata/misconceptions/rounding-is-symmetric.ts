function judge(): Verdicts {
  return { A: null, B: null, C: null, D: [[1], [2, 3]], E: [[3, 4], 3] };
}
