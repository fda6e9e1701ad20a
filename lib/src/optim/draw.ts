import { type Random, random } from '../random';

/**
 * Standard normal numbers that depend on nothing but seed, name and step, so that an optimizer that was saved and
 * restored draws those that it would have drawn.
 */
export function drawNormals(seed: number, name: string, step: number, length: number): Float64Array {
  const stream: Random = random(hash(`${seed} ${step} ${name}`));
  return Float64Array.from({ length }, () => stream.normal());
}

/**
 * 32 bits of a text.
 *
 * @see Fowler, Noll & Vo, FNV-1a; and the last rounds of Appleby's MurmurHash3, which mix the bits
 */
function hash(text: string): number {
  let bits = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) bits = Math.imul(bits ^ text.charCodeAt(i), 0x01000193);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
