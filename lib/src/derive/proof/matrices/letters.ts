import type { RationalFunction } from '../rational-function';
import type { MatrixForm, MatrixTerm } from './form';

/** A number of rows or columns: known, or the name of a size. */
export type Dimension = number | string;

/** What the assumptions say of a vector or a matrix, as far as proofs use it. */
export interface MatrixFacts {
  readonly rows: Dimension;
  readonly columns: Dimension;
  readonly symmetric: boolean;
  /** Its columns are orthonormal: A'A = I; of a square matrix the rows are so too. */
  readonly orthonormal?: boolean;
  /** x'Ax > 0 for every x but zero. */
  readonly definite?: boolean;
  readonly nonzero?: boolean;
  /** All entries beside the diagonal are zero. */
  readonly diagonal?: boolean;
  /** Its entries add up to one. */
  readonly sumsToOne?: boolean;
}

/** An indivisible factor of a word: a named matrix, an inverse, a function's value. */
export interface Letter extends MatrixFacts {
  readonly key: string;
  /** The letter that stands for the transpose; a symmetric matrix is its own. */
  readonly transpose: number;
  /** Names and indices that its value depends on. */
  readonly names: ReadonlySet<string>;
  /** The forms that it is made of, where it is no name. */
  readonly args: readonly MatrixForm[];
}

type New = MatrixFacts &
  Pick<Letter, 'key' | 'names'> & {
    args?: readonly MatrixForm[];
    /** The forms of the transpose, where it is known by forms of its own: inv(M)' is inv(M'). */
    turned?: readonly MatrixForm[];
  };

/** What a product with an inverse next to it becomes: inv(M) w = the sum of these, for the leading word w of M. */
export interface InverseRule {
  readonly lead: readonly number[];
  readonly reciprocal: RationalFunction;
  /** The other words of M, with coefficients relative to the leading one, negated. */
  readonly rest: readonly MatrixTerm[];
}

/** Numbers the letters of one proof. */
export class LetterTable {
  readonly letters: Letter[] = [];
  readonly inverseRules = new Map<number, InverseRule | undefined>();
  /** Rewriting steps left to this proof. */
  work = 6000;

  /** The letter of a key, among those whose forms are the given ones. */
  find(key: string, same: (args: readonly MatrixForm[]) => boolean = () => true): number | undefined {
    const known = this.letters.findIndex((letter) => letter.key === key && same(letter.args));
    return known < 0 ? undefined : known;
  }

  /** Adds a letter and, where it differs, its transpose. */
  add({ args = [], turned: turnedArgs, ...given }: New): number {
    const id = this.letters.length;
    if (given.symmetric) {
      this.letters.push({ ...given, args, transpose: id });
      return id;
    }
    const key = turnedArgs ? given.key : `${given.key}'`;
    const turned = { ...given, rows: given.columns, columns: given.rows, key };
    const square = given.rows === given.columns;
    this.letters.push({ ...given, args, transpose: id + 1 });
    this.letters.push({
      ...turned,
      args: turnedArgs ?? args,
      orthonormal: square && given.orthonormal,
      transpose: id,
    });
    return id;
  }

  /** @returns whether the letter is the transpose of a letter that came before */
  isTransposed(id: number): boolean {
    return this.letters[id].transpose === id - 1;
  }
}
