const ends = 'at this learning rate both ends contract alike, so that either is the larger one';

/** Changes of derivations in notebooks that leave a true statement, each with the reason. */
export const equivalentMutants: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'notebooks/1.2-gradient-descent.ipynb': {
    'The best learning rate: start: abs dropped in abs(1 - eta * mu)':
      'where 1 - eta mu is negative, eta L - 1 is larger than its size',
    'The best learning rate: step 1: abs dropped in abs(1 - (2 / (L + mu)) * mu)':
      'it is (L - mu)/(L + mu), which is positive',
    'The best learning rate: step 1: abs dropped in abs(1 - (2 / (L + mu)) * L)':
      'the other term is of the same size and positive',
    'The best learning rate: step 1: operand mu -> L in mu, occurrence 2': ends,
    'The best learning rate: step 1: abs(1 - (2 / (L + mu)) * mu) dropped from max in max(abs(1 - (2 / (L + mu)) * mu), abs(1 - (2 / (L + mu)) * L))':
      ends,
    'The best learning rate: step 1: abs(1 - (2 / (L + mu)) * L) dropped from max in max(abs(1 - (2 / (L + mu)) * mu), abs(1 - (2 / (L + mu)) * L))':
      ends,
  },
  'notebooks/1.4-backpropagation.ipynb': {
    'Back through relu: step 1: factor 2 on z in z': 'twice a number has the sign of the number',
  },
  'notebooks/2.2-momentum.ipynb': {
    'The best learning rate with momentum: start: abs dropped in abs(1 - q * sqrt(mu))':
      'where 1 - q sqrt(mu) is negative, q sqrt(L) - 1 is larger than its size',
    'The best learning rate with momentum: step 1: abs dropped in abs(1 - (2 / (sqrt(L) + sqrt(mu))) * sqrt(mu))':
      'it is (sqrt(L) - sqrt(mu))/(sqrt(L) + sqrt(mu)), which is positive',
    'The best learning rate with momentum: step 1: abs dropped in abs(1 - (2 / (sqrt(L) + sqrt(mu))) * sqrt(L))':
      'the other term is of the same size and positive',
    'The best learning rate with momentum: step 1: operand mu -> L in mu, occurrence 2': ends,
    'The best learning rate with momentum: step 1: abs(1 - (2 / (sqrt(L) + sqrt(mu))) * sqrt(mu)) dropped from max in max(abs(1 - (2 / (sqrt(L) + sqrt(mu))) * sqrt(mu)), abs(1 - (2 / (sqrt(L) + sqrt(mu))) * sqrt(L)))':
      ends,
    'The best learning rate with momentum: step 1: abs(1 - (2 / (sqrt(L) + sqrt(mu))) * sqrt(L)) dropped from max in max(abs(1 - (2 / (sqrt(L) + sqrt(mu))) * sqrt(mu)), abs(1 - (2 / (sqrt(L) + sqrt(mu))) * sqrt(L)))':
      ends,
    'The rate of Nesterov’s method at η = 1/L: start: operand lambda -> mu in lambda':
      'the expression at the place of the maximum is its own maximum',
  },
  'notebooks/2.4-adam.ipynb': {
    'The largest ratio: step 1: place: sign of w in w':
      'the ratio does not see the length or sign of the place',
    'The largest ratio: step 1: place: factor 2 on w in w':
      'the ratio does not see the length or sign of the place',
    'Without bias correction: start: sign of b1 in b1, occurrence 2':
      'the power of b1 vanishes in the limit, whatever its sign',
  },
  'notebooks/A-errata.ipynb': {
    "BFGS satisfies the secant condition H⁺y = s: start: operands of * exchanged in rho * s * y'":
      'the factor before it has made 0 of y already',
    "BFGS satisfies the secant condition H⁺y = s: start: operands of * exchanged in rho * y * s'":
      "rho s'y is 1, and 1 stands for the identity: 0 again",
    'Pruning by a mask changes the output by at most τ Σ|aᵢ|: step 2: factor 2 on tau in tau':
      'a larger bound holds, too, and for several weights none is reached',
    'Pruning by a mask changes the output by at most τ Σ|aᵢ|: step 2: factor 2 on a[i] in a[i]':
      'a larger bound holds, too, and for several weights none is reached',
    'The unsquared L2 norm sets whole groups to 0: start: operands of - exchanged in x - w':
      'a norm does not see the sign',
    'The unsquared L2 norm sets whole groups to 0: start: sign of x in x, occurrence 2':
      'a norm does not see the sign',
    'Inside the range clamp(round(x/s) + z) errs by at most s/2: start: number 128 -> 129 in 128':
      'inside the range nothing is clamped',
    'Inside the range clamp(round(x/s) + z) errs by at most s/2: start: number 127 -> 128 in 127':
      'inside the range nothing is clamped',
    'A teacher that is trained, too, copies the student: start: factor log(p / q) dropped in p * log(p / q)':
      'the slope is the logarithm that is left, and it is 0 at q',
    'A teacher that is trained, too, copies the student: start: factor log((1 - p) / (1 - q)) dropped in (1 - p) * log((1 - p) / (1 - q))':
      'the slope is the logarithm that is left, and it is 0 at q',
  },
};
