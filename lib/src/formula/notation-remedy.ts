/** Signs of other notations that no formula can contain, and what to write for each. */
const signs: readonly [sign: RegExp, remedy: string][] = [
  [/\*\*/, 'Write ^ for a power.'],
  [
    /\\left|\\right|\\[a-zA-Z]+|\$/,
    'Write the formula as text, not in LaTeX: a/b, sqrt(a), sum(i, 1, n, g[i]).',
  ],
  [/\^\{|_\{|\{/, 'Braces mean nothing here: write x^(n-1) for a power, x[i] for an entry.'],
  [/\|\|/, 'Write norm(x) for a norm, "or" between conditions.'],
  [/&&/, 'Write "and" between conditions.'],
  [/\|/, 'Write abs(x) for an absolute value.'],
  [/=>/, 'Write the formula itself as text, not a function.'],
  [/\.\./, 'Write both ends as arguments: sum(i, 1, n, f).'],
  [/\d,\d/, 'Write a decimal point: 0.5.'],
  [/[·⋅∙×]/u, 'Write * for a product.'],
  [/[−–—]/u, 'Write - for minus: this is a longer dash.'],
  [/[²³⁴⁵⁶⁷⁸⁹⁰¹ⁿ⁻]/u, 'Write ^ for a power: x^2.'],
  [/ᵀ|⊤/u, "Write A' for the transpose."],
  [/√/u, 'Write sqrt(x) for a square root.'],
  [/[½¼¾⅓⅔]/u, 'Write fractions as quotients: 1/2.'],
  [/∞/u, 'Write Infinity.'],
  [/[≤≥≠≈→∼⇒]/u, 'A relation stands first in a step, not inside a formula.'],
  [/∑/u, 'Write sum(i, 1, n, f).'],
  [/∏/u, 'Write prod(i, 1, n, f).'],
  [/∂/u, 'Write diff(f, x) for a derivative.'],
  [/∇/u, 'Write grad(f, x) for a gradient.'],
  [/∫/u, 'There are no integrals here.'],
  [/⊙|∘/u, 'Write .* for a product entry by entry.'],
  [/⊗/u, 'Write kron(A, B) for a Kronecker product, outer(x, y) for an outer product.'],
  [/@/, 'Write * for a product of matrices.'],
  [/[“”„‘’]/u, "Write ' for a transpose: this is a typographic quotation mark."],
];

/** What to write in place of a sign from another notation, where a formula that cannot be read has one. */
export const notationRemedy = (formula: string): string | undefined =>
  signs.find(([sign]) => sign.test(formula))?.[1];
