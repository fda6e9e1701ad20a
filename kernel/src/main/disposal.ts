type Disposer = () => unknown;

const disposeSymbol: symbol = (Symbol as { dispose?: symbol }).dispose ?? Symbol.for('Symbol.dispose');
const asyncDisposeSymbol: symbol =
  (Symbol as { asyncDispose?: symbol }).asyncDispose ?? Symbol.for('Symbol.asyncDispose');

/** `using` at the top level of a cell: what it holds is disposed when the cell ends, the last first. */
export const disposal = {
  use(disposers: Disposer[], value: unknown): unknown {
    if (value === null || value === undefined) return value;
    const methods = value as Record<symbol, Disposer | undefined>;
    const dispose = methods[disposeSymbol] ?? methods[asyncDisposeSymbol];
    if (typeof dispose !== 'function')
      throw new TypeError('The value of a using declaration is not disposable.');
    disposers.push(() => dispose.call(value));
    return value;
  },
  dispose(disposers: Disposer[]): void {
    for (const dispose of disposers.reverse()) dispose();
  },
  async disposeAsync(disposers: Disposer[]): Promise<void> {
    for (const dispose of disposers.reverse()) await dispose();
  },
};
