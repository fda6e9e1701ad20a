import type { Bounds } from './bounded/box';
import { type LbfgsbOptions, lbfgsb } from './bounded/lbfgsb';
import { type BfgsOptions, bfgs } from './directions/bfgs';
import { hagerZhangDirection, polakRibiere } from './directions/conjugate-gradient';
import { steepestDescent } from './directions/gradient-descent';
import { type LbfgsOptions, lbfgs } from './directions/lbfgs';
import { newton } from './directions/newton';
import { newtonCg } from './directions/newton-cg';
import { lineSearchMethod } from './line-search-method';
import { backtracking } from './line-searches/backtracking';
import { hagerZhang } from './line-searches/hager-zhang';
import type { LineSearch } from './line-searches/line';
import { wolfe } from './line-searches/wolfe';
import type { MethodFactory } from './method';
import type { Gradient, Hessian, HessianProduct } from './objective';
import { type NelderMeadOptions, nelderMead } from './simplex/nelder-mead';
import { dogleg } from './trust-region/dogleg';
import { steihaug } from './trust-region/steihaug';
import { type TrustRegionOptions, trustRegionOptions } from './trust-region/trust-region';

/** The options of every method that follows the gradient. */
export interface GradientOptions {
  /** The gradient. Default: what f brings along, or central differences of f. */
  grad?: Gradient;
  /** Converged when no component of the gradient is larger. Default: 1e-5, that of SciPy. */
  gtol?: number;
  /** Converged when an iteration lowers f by no more than this times max(|f|, 1). Default: 0, only the gradient counts. */
  ftol?: number;
}

/** The options of every method that follows the curvature, too. */
export interface HessianOptions extends GradientOptions {
  /** The Hessian. Default: what f brings along, or differences of gradients. */
  hess?: Hessian;
  /** The product of the Hessian and a vector. Default: by `hess`, or differences of gradients. */
  hessp?: HessianProduct;
}

/** The option of every method that searches along lines. */
export interface LineSearchOption {
  /** How far to go along each direction. */
  lineSearch?: LineSearch;
}

/** The option of every method that keeps to bounds. */
export interface BoundsOption {
  /**
   * The lowest and the highest value of each coordinate, `[[0, 1], [null, 5], ...]`, null where there is none. An x0
   * outside is moved to the nearest point inside.
   */
  bounds?: Bounds;
}

/** The options that each method has beside those of all. */
export interface MethodOptions {
  /** Steepest descent; `lineSearch` is {@link backtracking} by default. */
  'gradient-descent': GradientOptions & LineSearchOption;
  /** {@link newton} under {@link strongWolfe}, on a noisy f {@link hagerZhang}. */
  newton: HessianOptions & LineSearchOption;
  /** {@link newtonCg} under {@link strongWolfe}, on a noisy f {@link hagerZhang}. */
  'newton-cg': HessianOptions & LineSearchOption;
  /** {@link polakRibiere} under {@link strongWolfe} with c2 = 0.12, on a noisy f {@link hagerZhang}. */
  cg: GradientOptions & LineSearchOption;
  /** {@link hagerZhangDirection} under {@link hagerZhang} with c2 = 0.4. */
  'cg-hager-zhang': GradientOptions & LineSearchOption;
  /** {@link dogleg}. */
  dogleg: HessianOptions & TrustRegionOptions;
  /** {@link steihaug}. */
  'trust-ncg': HessianOptions & TrustRegionOptions;
  /** {@link nelderMead}, without gradient. */
  'nelder-mead': BoundsOption & NelderMeadOptions;
  /** {@link bfgs} under {@link strongWolfe}, on a noisy f {@link hagerZhang}. */
  bfgs: GradientOptions & LineSearchOption & BfgsOptions;
  /** {@link lbfgs} under {@link strongWolfe}, on a noisy f {@link hagerZhang}. */
  lbfgs: GradientOptions & LineSearchOption & LbfgsOptions;
  /** {@link lbfgsb}, the default with bounds. */
  lbfgsb: GradientOptions & BoundsOption & LbfgsbOptions;
}

/** The name of a method. */
export type MinimizeMethod = keyof MethodOptions;

/** What a method asks of f. */
export type Order = 'value' | 'gradient' | 'hessian';

/** The options that go with what a method asks of f. */
export const optionsOfOrder: { readonly [Of in Order]: readonly (keyof HessianOptions)[] } = {
  value: [],
  gradient: ['grad', 'gtol', 'ftol'],
  hessian: ['grad', 'hess', 'hessp', 'gtol', 'ftol'],
};

/** How `minimize` makes a method from its options. */
export interface MethodEntry<Options> {
  readonly asks: Order;
  create(options: Omit<Options, keyof HessianOptions>): MethodFactory;
  /** The names of the options of its own. */
  readonly options: readonly (Exclude<keyof Options, keyof HessianOptions> & string)[];
  /** The default of maxiter. Default: 200 n. */
  readonly maxiter?: (n: number) => number;
  /** The default of maxfun. Default: no limit. */
  readonly maxfun?: (n: number) => number;
}

/** Every method that has a name. */
export const methods: { readonly [Name in MinimizeMethod]: MethodEntry<MethodOptions[Name]> } = {
  'gradient-descent': {
    asks: 'gradient',
    create: ({ lineSearch = backtracking() }) => lineSearchMethod(steepestDescent(), lineSearch),
    options: ['lineSearch'],
  },
  newton: {
    asks: 'hessian',
    create: ({ lineSearch = wolfe() }) => lineSearchMethod(newton(), lineSearch),
    options: ['lineSearch'],
  },
  'newton-cg': {
    asks: 'hessian',
    create: ({ lineSearch = wolfe() }) => lineSearchMethod(newtonCg(), lineSearch),
    options: ['lineSearch'],
  },
  cg: {
    asks: 'gradient',
    create: ({ lineSearch = wolfe({ c2: 0.12 }) }) => lineSearchMethod(polakRibiere(), lineSearch),
    options: ['lineSearch'],
  },
  'cg-hager-zhang': {
    asks: 'gradient',
    create: ({ lineSearch = hagerZhang({ c2: 0.4 }) }) => lineSearchMethod(hagerZhangDirection(), lineSearch),
    options: ['lineSearch'],
  },
  dogleg: { asks: 'hessian', create: dogleg, options: trustRegionOptions },
  'trust-ncg': { asks: 'hessian', create: steihaug, options: trustRegionOptions },
  'nelder-mead': {
    asks: 'value',
    create: ({ bounds, ...options }) => nelderMead(options),
    options: ['bounds', 'adaptive', 'xatol', 'fatol', 'initialSimplex'],
    maxfun: (n) => 200 * n,
  },
  bfgs: {
    asks: 'gradient',
    create: ({ lineSearch = wolfe(), ...options }) => lineSearchMethod(bfgs(options), lineSearch),
    options: ['lineSearch', 'curvature', 'scale'],
  },
  lbfgs: {
    asks: 'gradient',
    create: ({ lineSearch = wolfe(), ...options }) => lineSearchMethod(lbfgs(options), lineSearch),
    options: ['lineSearch', 'memory'],
    maxiter: () => 15_000,
  },
  lbfgsb: {
    asks: 'gradient',
    create: ({ memory }) => lbfgsb({ memory }),
    options: ['bounds', 'memory'],
    maxiter: () => 15_000,
  },
};

/** What SciPy calls the methods, in small letters. */
export const namesInSciPy: Readonly<Record<string, MinimizeMethod>> = {
  bfgs: 'bfgs',
  'l-bfgs': 'lbfgs',
  'l-bfgs-b': 'lbfgsb',
  'newton-cg': 'newton-cg',
  cg: 'cg',
  dogleg: 'dogleg',
  'trust-ncg': 'trust-ncg',
  'nelder-mead': 'nelder-mead',
};
