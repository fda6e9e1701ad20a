/** An iterable that computes each item once, when it is first asked for, however often it is gone through. */
export function remembered<T>(items: Iterable<T>): Iterable<T> {
  const source = items[Symbol.iterator]();
  const known: T[] = [];
  let isDone = false;
  return {
    *[Symbol.iterator]() {
      for (let i = 0; ; i++) {
        if (i === known.length && !isDone) {
          const next = source.next();
          if (next.done) isDone = true;
          else known.push(next.value);
        }
        if (i === known.length) return;
        yield known[i];
      }
    },
  };
}
