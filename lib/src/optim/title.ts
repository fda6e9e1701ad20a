import type { Settings } from './options';
import type { CheckedRule } from './rule';

/** A rule's name with the choices made. */
export const titleOf = ({ name }: CheckedRule, { choices }: Settings): string =>
  [name, ...Object.entries(choices).map(([key, value]) => `${key} = ${value}`)].join(', ');
