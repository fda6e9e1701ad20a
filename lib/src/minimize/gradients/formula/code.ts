import { branching, type ScalarName, scalarFunctions } from './scalar-functions';

/** A number in generated code: the text of it and, in code that differentiates along a direction, of its change. */
export interface Scalar {
  readonly text: string;
  readonly tangent?: string;
  /** The number itself, where it is known while the code is written. */
  readonly value?: number;
}

/** An array in generated code, and the array of its changes. */
export interface Cells {
  readonly name: string;
  readonly tangent?: string;
}

/** How the entries of a matrix lie in an array. */
export interface View {
  readonly cells: Cells;
  readonly offset: string;
  readonly rows: number;
  readonly columns: number;
  readonly rowStride: number;
  readonly columnStride: number;
}

/** A number that is added to. */
export interface Accumulator {
  readonly name: string;
  readonly tangent?: string;
}

/** Texts of the row and the column of an entry, from 0. */
export type Position = readonly [row: string, column: string];

/**
 * Writes JavaScript over numbers and arrays, statement by statement.
 *
 * Whatever is computed from a number or an array with a tangent gets a tangent too, by the partial derivatives of
 * {@link scalarFunctions}: forward differentiation of any code that is written through this class, gradients included.
 */
export class Code {
  private readonly lines: string[] = [];
  private names = 0;

  /** @param counts whether the code counts its operations on numbers, in a variable `operations` */
  constructor(private readonly counts = false) {}

  get text(): string {
    return this.lines.join('\n');
  }

  constant(value: number): Scalar {
    return { text: value < 0 || Object.is(value, -0) ? `(${value})` : String(value), value };
  }

  /** The same number as one that does not change. */
  fixed({ text, value }: Scalar): Scalar {
    return { text, value };
  }

  apply(name: ScalarName, ...args: readonly Scalar[]): Scalar {
    const known = simplified(name, args);
    if (known) return known;
    const values = args.flatMap(({ value }) => (value === undefined ? [] : [value]));
    if (values.length === args.length) return this.constant(evaluate(name, values));
    if (name === 'weigh' && args[0].value) return this.apply('multiply', ...args);
    const { js, partials } = scalarFunctions[name];
    const result = this.define(js(...args.map(({ text }) => text)));
    if (args.every(({ tangent }) => tangent === undefined)) return result;
    const plain = args.map((arg) => this.fixed(arg));
    const product = name === 'weigh' || branching.has(name) ? 'weigh' : 'multiply';
    let change: Scalar | undefined;
    for (const [i, { tangent }] of args.entries()) {
      const partial = partials[i];
      if (tangent === undefined || !partial) continue;
      const slope = partial(this, plain, result);
      // The first factor is the weight: the slope, or the change of what is a weight itself.
      const factors = [slope, { text: tangent }];
      const term = this.apply(product, ...(name === 'weigh' && i === 0 ? factors.reverse() : factors));
      change = change ? this.apply('add', change, term) : term;
    }
    return { ...result, tangent: change?.text };
  }

  /** A statement as it stands. */
  write(statement: string): void {
    this.lines.push(statement);
  }

  /** A name that is not in use. */
  newName(stem: string): string {
    this.names++;
    return `${stem}${this.names}`;
  }

  load(view: View, at: Position): Scalar {
    const address = addressOf(view, at);
    const value = this.newName('v');
    this.write(`const ${value} = ${view.cells.name}[${address}];`);
    if (view.cells.tangent === undefined) return { text: value };
    this.write(`const ${value}t = ${view.cells.tangent}[${address}];`);
    return { text: value, tangent: `${value}t` };
  }

  store(view: View, at: Position, { text, tangent }: Scalar): void {
    const address = addressOf(view, at);
    this.write(`${view.cells.name}[${address}] = ${text};`);
    if (view.cells.tangent) this.write(`${view.cells.tangent}[${address}] = ${tangent ?? 0};`);
  }

  addTo(view: View, at: Position, { text, tangent }: Scalar): void {
    const address = addressOf(view, at);
    this.write(`${view.cells.name}[${address}] += ${text};`);
    this.count();
    if (!view.cells.tangent || !tangent) return;
    this.write(`${view.cells.tangent}[${address}] += ${tangent};`);
    this.count();
  }

  accumulator(start: number, changes: boolean): Accumulator {
    const name = this.newName('s');
    this.write(`let ${name} = ${start};`);
    if (!changes) return { name };
    this.write(`let ${name}t = 0;`);
    return { name, tangent: `${name}t` };
  }

  add(to: Accumulator, amount: Scalar): void {
    this.assign(to, this.apply('add', this.read(to), amount));
  }

  assign({ name, tangent }: Accumulator, value: Scalar): void {
    this.write(`${name} = ${value.text};`);
    if (tangent) this.write(`${tangent} = ${value.tangent ?? 0};`);
  }

  read({ name, tangent }: Accumulator): Scalar {
    return { text: name, tangent };
  }

  /** Runs the body for each whole number from the one text to the other, both included; downwards if asked for. */
  loop(from: string, to: string, body: (index: string) => void, downwards = false): void {
    const index = this.newName('i');
    this.write(
      downwards
        ? `for (let ${index} = ${to}; ${index} >= ${from}; ${index}--) {`
        : `for (let ${index} = ${from}; ${index} <= ${to}; ${index}++) {`,
    );
    body(index);
    this.write('}');
  }

  /** Runs the body at each entry. */
  each({ rows, columns }: { rows: number; columns: number }, body: (at: Position) => void): void {
    const inRow = (row: string) => {
      if (columns === 1) return body([row, '0']);
      this.loop('0', String(columns - 1), (column) => body([row, column]));
    };
    if (rows === 1) inRow('0');
    else this.loop('0', String(rows - 1), inRow);
  }

  private define(expression: string): Scalar {
    const text = this.newName('v');
    this.write(`const ${text} = ${expression};`);
    this.count();
    return { text };
  }

  private count(): void {
    if (this.counts) this.write('operations++;');
  }
}

function addressOf(
  { offset, rowStride, columnStride, columns, rows }: View,
  [row, column]: Position,
): string {
  const part = (index: string, stride: number, length: number) =>
    index === '0' || length === 1 ? [] : [stride === 1 ? index : `${index} * ${stride}`];
  const parts = [...part(row, rowStride, rows), ...part(column, columnStride, columns)];
  if (offset !== '0') parts.unshift(offset);
  return parts.join(' + ') || '0';
}

function evaluate(name: ScalarName, values: readonly number[]): number {
  const { js } = scalarFunctions[name];
  const names = values.map((_, i) => `x${i}`);
  return new Function(...names, `return ${js(...names)};`)(...values);
}

/** Sums and products with 0, 1 and -1 that are exact. */
function simplified(name: ScalarName, [a, b]: readonly Scalar[]): Scalar | undefined {
  const isZero = (x: Scalar) => x.value === 0 && x.tangent === undefined;
  if (name === 'add') return isZero(a) ? b : isZero(b) ? a : undefined;
  if (name === 'subtract') return isZero(b) ? a : undefined;
  if (name === 'multiply' || name === 'weigh') return a.value === 1 ? b : b.value === 1 ? a : undefined;
  if (name === 'divide') return b.value === 1 ? a : undefined;
  return undefined;
}
