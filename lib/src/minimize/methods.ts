import { steepestDescent } from './directions/gradient-descent';
import { lineSearchMethod } from './line-search-method';
import { backtracking } from './line-searches/backtracking';
import type { LineSearch } from './line-searches/line';
import type { MethodFactory } from './method';

/** The option of every method that searches along lines. */
export interface LineSearchOption {
  /** How far to go along each direction. */
  lineSearch?: LineSearch;
}

/** The options that each method has beside those of all. */
export interface MethodOptions {
  /** Steepest descent; `lineSearch` is {@link backtracking} by default. */
  'gradient-descent': LineSearchOption;
}

export type MinimizeMethod = keyof MethodOptions;

/** How `minimize` makes a method from its options. */
export interface MethodEntry<Options> {
  create(options: Options): MethodFactory;
  /** The names of the options. */
  readonly options: readonly (keyof Options & string)[];
  /** The default of maxiter. Default: 200 n. */
  readonly maxiter?: (n: number) => number;
}

/** Every method that has a name. */
export const methods: { readonly [Name in MinimizeMethod]: MethodEntry<MethodOptions[Name]> } = {
  'gradient-descent': {
    create: ({ lineSearch = backtracking() }) => lineSearchMethod(steepestDescent(), lineSearch),
    options: ['lineSearch'],
  },
};

/** What SciPy calls the methods, in small letters. */
export const namesInSciPy: Readonly<Record<string, string>> = {
  bfgs: 'bfgs',
  'l-bfgs': 'lbfgs',
  'l-bfgs-b': 'lbfgsb',
  'newton-cg': 'newton-cg',
  cg: 'cg',
  dogleg: 'dogleg',
  'trust-ncg': 'trust-ncg',
  'nelder-mead': 'nelder-mead',
};
