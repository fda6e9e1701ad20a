import { InvalidInput } from '../errors';
import { checkObject } from '../errors/check-object';
import type { Formula } from './formula';
import { isArray, symbolInWords } from './formula-definition';
import type { Precision } from './program';

/** Arrays by symbol, all of one length. */
export type FloatArrays = Readonly<Record<string, Float32Array | Float64Array>>;

/** Checks that the arrays of a formula are there, of the right type and of one length. */
export function checkArrays(formula: Formula, arrays: FloatArrays, precision: Precision): void {
  checkObject(`${formula.name}: arrays`, arrays, 'an object of arrays by symbol');
  const type = precision === 'float32' ? 'Float32Array' : 'Float64Array';
  let length: number | undefined;
  for (const [name, role] of Object.entries(formula.symbols)) {
    if (!isArray(role)) continue;
    const array: unknown = arrays[name];
    const subject = `${formula.name}: ${symbolInWords(name, role)}`;
    if (Object.prototype.toString.call(array) !== `[object ${type}]`) {
      throw new InvalidInput({ subject, given: array, allowed: `a ${type}` });
    }
    const own = (array as Float32Array).length;
    length ??= own;
    if (own !== length) {
      throw new InvalidInput({ subject, given: own, allowed: `as long as the other arrays, ${length}` });
    }
  }
}
