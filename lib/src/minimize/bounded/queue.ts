/**
 * Gives out indices in the order of their keys: a binary heap, built in O(n). Who needs only the first few does not pay
 * for sorting them all.
 *
 * @see Williams, "Algorithm 232: Heapsort", CACM 7(6), 1964; Floyd, "Algorithm 245: Treesort", CACM 7(12), 1964
 */
export function queueByKey(
  indices: Int32Array,
  keys: Float64Array,
): { readonly first: number | undefined; drop(): void } {
  const heap = indices.slice();
  let size = heap.length;

  const sink = (from: number) => {
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
  };
  for (let at = (size >> 1) - 1; at >= 0; at--) sink(at);

  return {
    get first() {
      return size > 0 ? heap[0] : undefined;
    },
    drop() {
      size--;
      heap[0] = heap[size];
      if (size > 0) sink(0);
    },
  };
}
