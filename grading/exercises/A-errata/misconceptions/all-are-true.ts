function judge(): Verdicts {
  return { A: null, B: null, C: null, D: null, E: null };
}
