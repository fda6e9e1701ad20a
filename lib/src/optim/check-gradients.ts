import { engine, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import { InvalidInput } from '../errors';
import { described } from '../errors/described';
import type { NamedTensor } from './stepper';

/** Gradients by the names of their variables. */
export type NamedGradients = Readonly<Record<string, Tensor | null | undefined>> | readonly NamedTensor[];

/** A variable and its gradient. */
export interface VariableGradient {
  readonly variable: Variable;
  readonly gradient: Tensor;
}

/**
 * Finds the variables of gradients; those without gradient take no part.
 *
 * @param rule whose gradients
 * @param shapeBefore the shape that a variable had in earlier steps, by its name
 * @throws InvalidInput for an unknown variable, one that is not float32, and a gradient of another shape
 */
export function checkGradients(
  rule: string,
  gradients: NamedGradients,
  shapeBefore: (name: string) => readonly number[] | undefined,
): VariableGradient[] {
  if (typeof gradients !== 'object' || gradients === null) {
    throw new InvalidInput({
      subject: `${rule}: gradients`,
      given: gradients,
      allowed: 'an object of tensors by the names of variables, or an array of { name, tensor }',
    });
  }
  const named: [string, Tensor | null | undefined][] = Array.isArray(gradients)
    ? gradients.map((each: NamedTensor | null) => [String(each?.name), each?.tensor])
    : Object.entries(gradients as Record<string, Tensor>);
  const known = engine().registeredVariables as Readonly<Record<string, Variable>>;
  const seen = new Set<string>();
  const pairs: VariableGradient[] = [];
  for (const [name, gradient] of named) {
    if (!Object.hasOwn(known, name)) {
      const allowed = 'named after a tf.Variable that exists';
      throw new InvalidInput({ subject: subjectOf(rule, name), given: name, allowed });
    }
    if (seen.has(name)) {
      const given = described('given twice');
      throw new InvalidInput({ subject: subjectOf(rule, name), given, allowed: 'given once' });
    }
    if (gradient === null || gradient === undefined) continue;
    seen.add(name);
    checkPair(rule, known[name], gradient, shapeBefore(name));
    pairs.push({ variable: known[name], gradient });
  }
  return pairs;
}

const subjectOf = (rule: string, name: string): string => `${rule}: gradient of ${name}`;

function checkPair(
  rule: string,
  variable: Variable,
  gradient: Tensor,
  before: readonly number[] | undefined,
): void {
  const subject = subjectOf(rule, variable.name);
  if (typeof gradient.dtype !== 'string' || !Array.isArray(gradient.shape)) {
    throw new InvalidInput({ subject, given: gradient, allowed: 'a tensor' });
  }
  if (gradient.isDisposed) {
    const allowed = 'a tensor that is still in memory';
    throw new InvalidInput({ subject, given: described('disposed'), allowed });
  }
  if (variable.dtype !== 'float32' || gradient.dtype !== 'float32') {
    const given =
      variable.dtype === 'float32' ? `of type ${gradient.dtype}` : `for a variable of type ${variable.dtype}`;
    throw new InvalidInput({ subject, given: described(given), allowed: 'of type float32' });
  }
  if (!areEqual(variable.shape, gradient.shape)) {
    throw new InvalidInput({
      subject,
      given: described(`of shape [${gradient.shape.join(', ')}]`),
      allowed: `of the variable's shape, [${variable.shape.join(', ')}]`,
    });
  }
  if (before && !areEqual(before, variable.shape)) {
    throw new InvalidInput({
      subject: `${rule}: the variable ${variable.name}`,
      given: described(`of shape [${variable.shape.join(', ')}]`),
      allowed: `of the shape that it had before, [${before.join(', ')}]`,
      remedy: 'For another model make another optimizer, or call dispose() on this one.',
    });
  }
}

const areEqual = (a: readonly number[], b: readonly number[]): boolean =>
  a === b || (a.length === b.length && a.every((length, i) => length === b[i]));
