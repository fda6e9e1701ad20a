import type { MathNode } from 'mathjs';
import { InvalidInput } from '../errors';

/** The most levels of a tree that may be walked by recursion. */
const deepest = 1000;

/** How deep the tree is, without recursion. */
function depthOf(root: MathNode): number {
  let depth = 0;
  for (let level = [root]; level.length > 0; depth++) {
    const next: MathNode[] = [];
    for (const node of level) {
      node.forEach((child) => {
        next.push(child);
      });
    }
    level = next;
  }
  return depth;
}

/** @throws InvalidInput for a formula that is nested too deep */
export function checkDepth(node: MathNode, subject: string): void {
  const depth = depthOf(node);
  if (depth <= deepest) return;
  throw new InvalidInput({
    subject,
    given: `a formula of ${depth} levels`,
    allowed: `a formula nested, or with terms added up, at most ${deepest} deep`,
    remedy: 'Write repeated terms as a sum over an index.',
  });
}

/** The most characters of one formula: beyond it the tree may be too deep to be walked. */
const longest = 20_000;
/** A number with an exponent that is no part of a name. */
const numberWithExponent = /(?<![\w.])(?:\d+\.?\d*|\.\d+)e[+-]?\d+/gi;

/** @throws InvalidInput for a text that is too long, and for a number that no double holds */
export function checkLength(text: string, subject: string, allowed: string): void {
  if (text.length > longest) {
    throw new InvalidInput({
      subject,
      given: `a text of ${text.length} characters`,
      allowed: `a formula of at most ${longest} characters`,
      remedy: 'Write repeated terms as a sum over an index.',
    });
  }
  for (const [number] of text.matchAll(numberWithExponent)) {
    const isZero = /^[0.]*e/i.test(number);
    if (Number.isFinite(Number(number)) && (Number(number) !== 0 || isZero)) continue;
    throw new InvalidInput({
      subject,
      given: text,
      allowed,
      remedy: `${number} is beyond the numbers of 64 bits, from 5e-324 to 1.8e308.`,
    });
  }
}
