/**
 * Gives out indices in the order of their keys: a binary heap, built in O(n). Who needs only the first few does not pay
 * for sorting them all.
 *
 * @see Williams, "Algorithm 232: Heapsort", CACM 7(6), 1964; Floyd, "Algorithm 245: Treesort", CACM 7(12), 1964
 */
export class KeyQueue {
  private readonly heap: Int32Array;
  private size = 0;

  /** @param keys of all indices; they may change while the queue is empty */
  constructor(private readonly keys: Float64Array) {
    this.heap = new Int32Array(keys.length);
  }

  /** Puts in the first `count` of some indices, instead of what was in. */
  fill(indices: Int32Array, count: number): void {
    for (let at = 0; at < count; at++) this.heap[at] = indices[at];
    this.size = count;
    for (let at = (count >> 1) - 1; at >= 0; at--) this.sink(at);
  }

  get first(): number | undefined {
    return this.size > 0 ? this.heap[0] : undefined;
  }

  drop(): void {
    this.size--;
    this.heap[0] = this.heap[this.size];
    if (this.size > 0) this.sink(0);
  }

  private sink(from: number): void {
    const { heap, keys, size } = this;
    const index = heap[from];
    let at = from;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && keys[heap[child + 1]] < keys[heap[child]]) child++;
      if (!(keys[heap[child]] < keys[index])) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = index;
  }
}
