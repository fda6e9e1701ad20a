import type { Operation, Precision, Scope, Source, Value } from './program';

const conditions: ReadonlySet<Operation> = new Set<Operation>([
  'less',
  'lessEqual',
  'equal',
  'notEqual',
  'and',
  'or',
  'not',
]);

/** Largest exponent that becomes a product; from there on a power costs less than its products. */
const LARGEST_PRODUCT = 8;

/**
 * Collects the values of a formula in static single assignment form; an equal value is computed once.
 *
 * Three rewrites happen here: whole powers become products, a division by a scalar becomes in float32 a product
 * with its reciprocal (division bounds the fused kernels, and the reciprocal of a scalar is free), and a scalar
 * condition over arrays becomes a number, since only numbers travel into a kernel.
 */
export class Values {
  readonly list: Value[] = [];
  readonly #known = new Map<string, number>();

  constructor(readonly precision: Precision) {}

  array(name: string): number {
    return this.#add({ kind: 'array', name }, 'real', false, 0);
  }

  scalar(name: string): number {
    return this.#add({ kind: 'scalar', name }, 'real', true, 0);
  }

  constant(value: number): number {
    return this.#add({ kind: 'constant', value }, 'real', true, 0);
  }

  call(name: string, args: readonly number[]): number {
    return this.#add({ kind: 'call', name, args }, 'real', true, this.#pass(args));
  }

  sum(arg: number, over: Scope): number {
    return this.#add({ kind: 'sum', over, args: [arg] }, 'real', true, this.list[arg].pass + 1);
  }

  operation(operation: Operation, args: readonly number[]): number {
    const [first, second] = args;
    if (operation === 'negate') {
      const operand = this.list[first];
      if (operand.kind === 'constant') return this.constant(-operand.value);
    }
    if (operation === 'power' && !this.list[first].uniform) {
      const exponent = this.list[second];
      if (exponent.kind === 'constant') {
        const rewritten = this.#constantPower(first, exponent.value);
        if (rewritten !== undefined) return rewritten;
      }
    }
    if (operation === 'divide' && this.precision === 'float32') {
      if (!this.list[first].uniform && this.list[second].uniform) {
        return this.operation('multiply', [first, this.operation('divide', [this.constant(1), second])]);
      }
    }
    const uniform = args.every((arg) => this.list[arg].uniform);
    const inKernel = uniform ? args : args.map((arg) => this.#conditionInKernel(arg));
    const type = conditions.has(operation) ? 'condition' : 'real';
    return this.#add({ kind: 'operation', operation, args: inKernel }, type, uniform, this.#pass(args));
  }

  #constantPower(base: number, exponent: number): number | undefined {
    if (exponent === 0.5) return this.operation('sqrt', [base]);
    if (!Number.isInteger(exponent) || Math.abs(exponent) > LARGEST_PRODUCT) return undefined;
    if (exponent === 0) return this.constant(1);
    if (exponent < 0) {
      const power = this.operation('power', [base, this.constant(-exponent)]);
      return this.operation('divide', [this.constant(1), power]);
    }
    if (exponent === 1) return base;
    const half = this.operation('power', [base, this.constant(Math.floor(exponent / 2))]);
    const square = this.operation('multiply', [half, half]);
    return exponent % 2 === 0 ? square : this.operation('multiply', [square, base]);
  }

  #conditionInKernel(id: number): number {
    const value = this.list[id];
    if (value.type !== 'condition' || !value.uniform) return id;
    const flag = this.operation('select', [id, this.constant(1), this.constant(0)]);
    return this.#add(
      { kind: 'operation', operation: 'notEqual', args: [flag, this.constant(0)] },
      'condition',
      false,
      value.pass,
    );
  }

  #pass(args: readonly number[]): number {
    return Math.max(0, ...args.map((arg) => this.list[arg].pass));
  }

  #add(source: Source, type: Value['type'], uniform: boolean, pass: number): number {
    const zero = source.kind === 'constant' && Object.is(source.value, -0) ? '-' : '';
    const key = `${zero}${uniform}${JSON.stringify(source, (_, part) =>
      typeof part === 'number' ? String(part) : part,
    )}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.list.push({ ...source, type, uniform, pass });
    this.#known.set(key, this.list.length - 1);
    return this.list.length - 1;
  }
}
