function predictStart(
  sizes: number[],
  deviations: number[],
  q: number,
): { signal: Vector; slopes: Vector; spread: number } {
  const signal = [q];
  for (let l = 0; l < deviations.length; l++) {
    signal.push((signal[l] * sizes[l] * deviations[l] ** 2) / 2);
  }
  const slopes = [1];
  for (let l = deviations.length - 1; l >= 0; l--) {
    slopes.unshift((slopes[0] * sizes[l + 1] * deviations[l] ** 2) / 2);
  }
  const spread = sizes.slice(1).reduce((product, n) => product * (1 + 5 / n), 1) - 1;
  return { signal: signal.slice(1), slopes: slopes.slice(1), spread };
}
