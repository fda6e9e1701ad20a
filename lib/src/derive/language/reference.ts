/** How something is written in the formulas of derivations, and what it means. */
export interface Entry {
  /** A call of it: `clip(x, low, high)`. */
  readonly use: string;
  readonly meaning: string;
}

/**
 * Functions of one number; of a vector or a matrix, entry by entry.
 *
 * The tables of this file are what errors quote and what docs/derivations.md prints.
 */
export const ofNumbers: Readonly<Record<string, Entry>> = {
  exp: { use: 'exp(x)', meaning: 'e^x' },
  log: { use: 'log(x)', meaning: 'the natural logarithm; log(x, b) has base b' },
  sqrt: { use: 'sqrt(x)', meaning: 'the square root' },
  abs: { use: 'abs(x)', meaning: 'the absolute value' },
  sign: { use: 'sign(x)', meaning: '-1, 0 or 1' },
  square: { use: 'square(x)', meaning: 'x^2 of each entry' },
  sin: { use: 'sin(x)', meaning: 'the sine of x in radians' },
  cos: { use: 'cos(x)', meaning: 'the cosine of x in radians' },
  atan: { use: 'atan(x)', meaning: 'the inverse tangent, in radians' },
  sinh: { use: 'sinh(x)', meaning: 'the hyperbolic sine' },
  cosh: { use: 'cosh(x)', meaning: 'the hyperbolic cosine' },
  tanh: { use: 'tanh(x)', meaning: 'the hyperbolic tangent' },
  atanh: { use: 'atanh(x)', meaning: 'the inverse hyperbolic tangent' },
  log1p: { use: 'log1p(x)', meaning: 'log(1 + x)' },
  expm1: { use: 'expm1(x)', meaning: 'exp(x) - 1' },
  floor: { use: 'floor(x)', meaning: 'the largest whole number that is not above x' },
  ceil: { use: 'ceil(x)', meaning: 'the smallest whole number that is not below x' },
  round: { use: 'round(x)', meaning: 'the nearest whole number; halves go up' },
  clip: { use: 'clip(x, low, high)', meaning: 'x, or the end of [low, high] beyond which it lies' },
  relu: { use: 'relu(x)', meaning: 'max(x, 0)' },
  sigmoid: { use: 'sigmoid(x)', meaning: '1/(1 + exp(-x))' },
  softplus: { use: 'softplus(x)', meaning: 'log(1 + exp(x))' },
  erf: { use: 'erf(x)', meaning: 'the error function' },
  erfc: { use: 'erfc(x)', meaning: '1 - erf(x)' },
  normpdf: { use: 'normpdf(x)', meaning: 'the density of the standard normal distribution' },
  normcdf: { use: 'normcdf(x)', meaning: 'the distribution function of the standard normal' },
  factorial: { use: 'factorial(n)', meaning: 'n!, of whole numbers from 0' },
};

/** Functions of vectors and matrices. */
export const ofMatrices: Readonly<Record<string, Entry>> = {
  transpose: { use: 'transpose(A)', meaning: "A'" },
  inv: { use: 'inv(A)', meaning: 'the inverse, A^-1' },
  dot: { use: 'dot(x, y)', meaning: "x'*y, of two vectors" },
  outer: { use: 'outer(x, y)', meaning: "x*y', of two vectors" },
  norm: {
    use: 'norm(x)',
    meaning: 'the Euclidean norm, of a matrix the Frobenius norm; norm(x, p) is the p-norm of a vector',
  },
  norm1: { use: 'norm1(x)', meaning: 'the sum of the absolute entries' },
  norm2: { use: 'norm2(x)', meaning: 'norm(x)' },
  frobenius: { use: 'frobenius(A)', meaning: 'norm(A)' },
  spectralNorm: { use: 'spectralNorm(A)', meaning: 'the largest singular value' },
  trace: { use: 'trace(A)', meaning: 'the sum of the diagonal' },
  det: { use: 'det(A)', meaning: 'the determinant' },
  eigmin: { use: 'eigmin(A)', meaning: 'the smallest eigenvalue of a symmetric matrix' },
  eigmax: { use: 'eigmax(A)', meaning: 'the largest eigenvalue of a symmetric matrix' },
  diag: { use: 'diag(x)', meaning: 'the matrix with the diagonal x; of a square matrix its diagonal' },
  identity: { use: 'identity(n)', meaning: 'the n x n identity matrix; I where the size is clear' },
  ones: { use: 'ones(n)', meaning: 'the vector of n ones' },
  unit: { use: 'unit(i, n)', meaning: 'the i-th unit vector of length n' },
  kron: { use: 'kron(A, B)', meaning: 'the Kronecker product' },
  total: { use: 'total(x)', meaning: 'the sum of all entries' },
  max: { use: 'max(x)', meaning: 'the largest entry; max(x, y, ...) the larger of each pair of entries' },
  min: { use: 'min(x)', meaning: 'the smallest entry; min(x, y, ...) the smaller of each pair of entries' },
  softmax: { use: 'softmax(x)', meaning: 'exp(x)/total(exp(x))' },
  logsumexp: { use: 'logsumexp(x)', meaning: 'log(total(exp(x)))' },
};

/** What binds a name, chooses, or differentiates. */
export const ofFormulas: Readonly<Record<string, Entry>> = {
  sum: { use: 'sum(i, from, to, f)', meaning: 'the sum of f over the whole numbers i; 0 if there is none' },
  prod: {
    use: 'prod(i, from, to, f)',
    meaning: 'the product of f over the whole numbers i; 1 if there is none',
  },
  select: { use: 'select(c, f, g)', meaning: 'f where the condition c holds, else g; also c ? f : g' },
  diff: { use: 'diff(f, x)', meaning: 'the derivative by a number x' },
  grad: { use: 'grad(f, x)', meaning: 'the gradient of a number f, of the shape of x' },
  hessian: { use: 'hessian(f, x)', meaning: 'the matrix of second derivatives by a number or a vector x' },
  argmin: { use: 'argmin(x, f)', meaning: 'where f is smallest; only as the first line' },
  argmax: { use: 'argmax(x, f)', meaning: 'where f is largest; only as the first line' },
};

/** What binds random names; the names that it is over may follow, otherwise it is over all in the formula. */
export const ofRandomNames: Readonly<Record<string, Entry>> = {
  E: { use: 'E(f)', meaning: 'the expectation; E(f, z) over z alone' },
  Var: { use: 'Var(f)', meaning: 'the variance' },
  Cov: { use: 'Cov(f, g)', meaning: 'the covariance' },
  P: { use: 'P(c)', meaning: 'the probability of a condition' },
};

export const reference: Readonly<Record<string, Entry>> = {
  ...ofNumbers,
  ...ofMatrices,
  ...ofFormulas,
  ...ofRandomNames,
};
