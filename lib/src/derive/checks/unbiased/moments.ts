/** Sums of powers of the distances from the target, with the mean kept apart so that they do not cancel (Welford). */
export class Moments {
  #n = 0;
  #mean = 0;
  #m2 = 0;
  #m3 = 0;
  #m4 = 0;

  constructor(readonly target: number) {}

  add(value: number): void {
    const n = ++this.#n;
    const delta = value - this.target - this.#mean;
    const share = delta / n;
    const term = delta * share * (n - 1);
    this.#mean += share;
    this.#m4 += term * share ** 2 * (n * n - 3 * n + 3) + 6 * share ** 2 * this.#m2 - 4 * share * this.#m3;
    this.#m3 += term * share * (n - 2) - 3 * share * this.#m2;
    this.#m2 += term;
  }

  get bias() {
    return this.#mean;
  }

  get standardError() {
    return Math.sqrt(this.#m2 / (this.#n - 1) / this.#n);
  }

  get kurtosis() {
    return this.#m2 > 0 ? (this.#n * this.#m4) / this.#m2 ** 2 : 3;
  }

  get freedom() {
    return this.#n - 1;
  }
}
