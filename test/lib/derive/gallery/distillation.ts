import { definedAs, interval, vector } from 'optlab';
import type { Identities, Slips } from './entry';

const student = { z: vector('n'), v: vector('n'), T: interval(1, 10), p: definedAs('softmax(v/T)') };
const pair = { z: interval(-4, 4), v: interval(-4, 4), T: interval(1, 20) };
const mixture = { z: vector('n'), y: vector('n'), p: vector('n'), a: interval(0, 1), T: interval(1, 10) };
const hinton = 'Hinton, Vinyals, Dean 2015, Distilling the knowledge';

export const identities: Identities = {
  "the gradient of distillation in the student's logits": {
    claim: ["grad(T^2*(log(total(exp(z/T))) - p'*z/T), z)", '=', 'T*(softmax(z/T) - p)'],
    assumptions: student,
    verdict: 'proved',
    source: `${hinton}, eq. 2`,
  },
  'the gradient of both losses together': {
    claim: [
      "grad(a*(log(total(exp(z))) - y'*z) + (1 - a)*T^2*(log(total(exp(z/T))) - p'*z/T), z)",
      '=',
      'a*(softmax(z) - y) + (1 - a)*T*(softmax(z/T) - p)',
    ],
    assumptions: mixture,
    verdict: 'proved',
    source: `${hinton}, 2`,
  },
  "the divergence and cross-entropy share the student's gradient": {
    claim: ["grad(p'*(log(p) - z/T) + log(total(exp(z/T))), z)", '=', '(softmax(z/T) - p)/T'],
    assumptions: student,
    verdict: 'proved',
    source: `${hinton}, 2`,
  },
  'a softer teacher is closer to a half': {
    claim: ['abs(sigmoid(z/T) - 1/2)', '<=', 'abs(sigmoid(z) - 1/2)'],
    assumptions: pair,
    verdict: 'held',
    source: `${hinton}, 2`,
  },
  'soft gradients differ by at most a quarter of the logits': {
    claim: ['T*abs(sigmoid(z/T) - sigmoid(v/T))', '<=', 'abs(z - v)/4'],
    assumptions: pair,
    verdict: 'held',
    source: `${hinton}, 2.1`,
  },
  "temperature divides the logits' ratio": {
    claim: ['log(sigmoid(z/T)/(1 - sigmoid(z/T)))', '=', 'z/T'],
    assumptions: pair,
    verdict: 'proved',
    source: 'Guo et al. 2017, On calibration, 4.2',
  },
  'the slope of a softened loss': {
    claim: ['diff(log(1 + exp(-z/T)), z)', '=', '-sigmoid(-z/T)/T'],
    assumptions: pair,
    verdict: 'proved',
    source: `${hinton}, eq. 2`,
  },
  "matching logits is distillation's limit in squared form": {
    claim: ['diff((z - v)^2/8, z)', '=', '(z - v)/4'],
    assumptions: pair,
    verdict: 'proved',
    source: `${hinton}, eq. 4`,
  },
};

export const slips: Slips = {
  'E12: distillation with T in place of T^2': {
    claim: ["grad(T*(log(total(exp(z/T))) - p'*z/T), z)", '=', 'T*(softmax(z/T) - p)'],
    assumptions: student,
    source: `T^2: ${hinton}, 2`,
    refuted:
      'at n = 2, z = [1, 2], v = [1, 1], T = 2, p = [0.5, 0.5] the left side is [-0.122459, 0.122459], the right side [-0.244919, 0.244919]',
  },
  'the softened gradient without 1/T': {
    claim: ["grad(log(total(exp(z/T))) - p'*z/T, z)", '=', 'softmax(z/T) - p'],
    assumptions: student,
    source: `divided by T: ${hinton}, eq. 2`,
    refuted:
      'at n = 2, z = [1, 2], v = [1, 1], T = 2, p = [0.5, 0.5] the left side is [-0.0612297, 0.0612297], the right side [-0.122459, 0.122459]',
  },
  'the divergence reversed has the same gradient': {
    claim: [
      'diff(q*(log(q) - log(t)) + (1 - q)*(log(1 - q) - log(1 - t)), q)',
      '=',
      'diff(t*(log(t) - log(q)) + (1 - t)*(log(1 - t) - log(1 - q)), q)',
    ],
    assumptions: { q: interval(0, 1), t: interval(0, 1) },
    source: `KL(teacher, student): ${hinton}, 2`,
    refuted: 'at q = 0.5, t = 0.1 the left side is 2.19722, the right side 1.6',
  },
  'temperature applied after the softmax': {
    claim: ['sigmoid(z/T)', '=', 'sigmoid(z)/T'],
    assumptions: pair,
    source: `before it: ${hinton}, eq. 1`,
    refuted: 'at z = 1, T = 2 the left side is 0.622459, the right side 0.365529',
  },
  'temperature multiplies the logits': {
    claim: ['sigmoid(z*T)', '=', 'sigmoid(z/T)'],
    assumptions: pair,
    source: `it divides them: ${hinton}, eq. 1`,
    refuted: 'at z = 1, T = 2 the left side is 0.880797, the right side 0.622459',
  },
  'logits that match have gradients z - v': {
    claim: ['T*(sigmoid(z/T) - sigmoid(v/T))', '=', '(z - v)/4'],
    assumptions: pair,
    source: `only as T grows: ${hinton}, eq. 3`,
    refuted: 'at z = 1, v = 2, T = 2 the left side is -0.217198, the right side -0.25',
  },
  'a higher temperature sharpens': {
    claim: ['abs(sigmoid(z/T) - 1/2)', '>=', 'abs(sigmoid(z) - 1/2)'],
    assumptions: pair,
    source: `it flattens: ${hinton}, 2`,
    refuted: 'at z = 1, T = 2 the left side is 0.122459, the right side 0.231059, which is not >=',
  },
  'E12: inverting the teacher keeps the teacher': {
    claim: ['log(1 + exp(-v))', '=', 'log(1 + exp(-z))'],
    assumptions: { z: interval(-4, 4), f: interval(0.5, 4), v: definedAs('f*z') },
    source: `the teacher after its own inverse is the identity, and drops out: ${hinton}, 2`,
    refuted: 'at z = 1, f = 2, v = 2 the left side is 0.126928, the right side 0.313262',
  },
};
