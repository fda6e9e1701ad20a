function predictStart(sizes: number[], deviations: number[], q: number) {
  const signal = [q];
  deviations.forEach((s, l) => {
    signal.push((signal[l] * sizes[l] * s * s) / 2);
  });
  const slopes = [q];
  for (let l = deviations.length - 1; l >= 0; l--)
    slopes.unshift((slopes[0] * sizes[l + 1] * deviations[l] ** 2) / 2);
  return { signal, slopes, spread: sizes.slice(1).reduce((p, n) => p * (1 + 5 / n), 1) - 1 };
}
