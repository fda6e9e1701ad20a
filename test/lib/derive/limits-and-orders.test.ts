import {
  type Assumptions,
  derivation,
  integers,
  interval,
  nonzero,
  positive,
  reals,
  type StepOptions,
} from 'optlab';

type Claim = [left: string, right: string, assumptions: Assumptions, options: StepOptions];

const n = { n: positive() };
const whole = { n: integers(1, 100_000_000) };
const h = { h: interval(-1, 1) };
const small = { h: interval(-0.5, 0.5) };
const above = { h: positive() };
const beside = { h: nonzero() };
const x = { x: reals() };
const grows = { as: { n: Infinity } };
const vanishes = { as: { h: 0 } };
const O = (order: number): StepOptions => ({ as: { h: 0 }, order });
const exactly = (order: number): StepOptions => ({ as: { h: 0 }, order, remainder: 'Theta' });
const below = (order: number): StepOptions => ({ as: { h: 0 }, order, remainder: 'o' });
const inverse = (order: number): StepOptions => ({ as: { n: Infinity }, order });

const check = (left: string, right: string, assumptions: Assumptions, options: StepOptions) =>
  derivation('claim', assumptions).start(left).step(right, 'claimed', options).report().steps[0];

describe('a false limit or order never passes', () => {
  test.each<Claim>([
    ['(1+1/n)^n', '-> 2.71828', n, grows],
    ['(1+1/n)^n', '-> 2.718281828', n, grows],
    ['1e-10 + 1/n', '-> 0', n, grows],
    ['1e-10 + exp(-n)', '-> 0', n, grows],
    ['1e-6 + n^(-0.5)', '-> 0', n, grows],
    ['0.001 + 1/n', '-> 0', { n: integers(1, 64) }, grows],
    ['1/log(log(n))', '-> 0', { n: interval(3, Infinity) }, grows],
    ['sin(n)', '-> 0', n, grows],
    ['sin(log(n))', '-> 0', n, grows],
    ['floor(n)/n', '-> 0.999', n, grows],
    ['select(n > 1e9, 1, 0)', '-> 0', n, grows],
    ['sqrt(n^2+n) - n', '-> 0', n, grows],
    ['n*exp(-n/1000)', '-> 1', n, grows],
    ['tanh(n)', '-> 1', { n: reals() }, { as: { n: Number.NEGATIVE_INFINITY } }],
    ['(1+x/n)^n', '-> exp(x) + 1e-7', { ...n, x: interval(-2, 2) }, grows],
    ['x*n/(n+1)', '-> x + 1e-12', { ...n, x: positive() }, grows],
    ['x/(x+h)', '-> 1', { ...x, ...above }, vanishes],
    ['h/(x+h)', '-> 0', { ...x, ...above }, vanishes],
    ['h*sin(1/h)', '-> 0.01', above, vanishes],
    ['0.001 + h*cos(1/h)', '-> 0', above, vanishes],
    ['select(h < 1e-4, 1, 0)', '-> 0', above, vanishes],
    ['h', '-> 0', { h: interval(1, 2) }, vanishes],
    ['n^2 + n', '~ n', n, grows],
    ['log(1+n)', '~ n', n, grows],
    ['log(n)', '~ 1.05*log(n)', { n: interval(2, Infinity) }, grows],
    ['sum(i, 1, n, 1/i)', '~ 2*log(n)', { n: integers(2, 1_000_000) }, grows],
    ['h^2*log(h)', '= 0', above, O(2)],
    ['h^2*log(log(1+1/h)+2)', '= 0', above, O(2)],
    ['h^2 + 1e-9*h', '= 0', above, O(2)],
    ['h^2 + 1e-12*abs(h)', '= 0', h, O(2)],
    ['h^2*sin(1/h)', '= 0', above, O(3)],
    ['h^1.5*sin(1/h)', '= 0', above, O(2)],
    ['abs(x+h)', '= abs(x) + sign(x)*h', { ...x, ...h }, O(2)],
    ['h/(x+h)', '= 0', { ...x, ...above }, O(1)],
    ['sqrt(x+h)', '= sqrt(x) + h/(2*sqrt(x))', { x: positive(), ...above }, O(3)],
    ['log(1-h)', '= -h - h^2/2', small, O(4)],
    ['1/(1-h)', '= 1 + h + h^2', small, O(4)],
    ['(exp(x+h) - exp(x))/h', '= exp(x)', { ...x, ...beside }, O(2)],
    ['(exp(x+h) - 2*exp(x) + exp(x-h))/h^2', '= exp(x)', { x: interval(-1, 1), ...beside }, O(3)],
    ['sqrt(n^2+n)', '= n', n, inverse(-1)],
    ['1/n + 1/n^2', '= 1/n', n, inverse(-3)],
    ['n^2 + n', '= n^2', n, inverse(0)],
    ['exp(-n) + 1/n^9', '= 0', n, inverse(-10)],
    ['exp(h)', '= 1 + h', h, exactly(1)],
    ['exp(h)', '= 1 + h', h, exactly(3)],
    ['atan(h)', '= h', h, exactly(2)],
    ['atan(x+h)', '= atan(x) + h/(1+x)', { x: positive(), ...h }, O(2)],
    ['cos(h)', '= 1', h, exactly(1)],
    ['h', '= 0', above, exactly(0.5)],
    ['h - h', '= 0', above, exactly(1)],
    ['sin(x+h)', '= sin(x) + h*cos(x)', { ...x, ...h }, exactly(2)],
    ['(exp(x+h) - exp(x-h))/(2*h)', '= exp(x)', { ...x, ...beside }, exactly(1)],
    ['exp(h)', '= 1 + h', h, below(2)],
    ['cos(h)', '= 1', h, below(2)],
    ['abs(h)', '= 0', h, below(1)],
  ])('%s %s', (left, right, assumptions, options) => {
    expect(check(left, right, assumptions, options).holds).toBe(false);
  });
});

describe('power series prove', () => {
  test.each<Claim>([
    ['sin(h)/h', '-> 1', beside, vanishes],
    ['(1+1/n)^n', '-> e', n, grows],
    ['(1-1/n)^n', '-> 1/e', { n: interval(1, Infinity) }, grows],
    ['sqrt(n^2+n) - n', '-> 1/2', n, grows],
    ['n*log(1+x/n)', '-> x', { ...n, x: positive() }, grows],
    ['(exp(x*h) - 1)/h', '-> x', { ...x, ...beside }, vanishes],
    ['n^2 + n', '~ n^2', n, grows],
    ['log((n+1)/(n-1))', '~ 2/n', { n: interval(1, Infinity) }, grows],
    ['n^2 + n', '= n^2', n, inverse(1)],
    ['sqrt(n^2+n)', '= n + 1/2', n, inverse(-1)],
    ['n*log(1+x/n)', '= x - x^2/(2*n)', { ...n, x: positive() }, inverse(-2)],
    ['1/(1+n)', '= 1/n - 1/n^2', n, { as: { n: Infinity }, order: -3, remainder: 'Theta' }],
    ['exp(h)', '= 1 + h', h, exactly(2)],
    ['exp(h)', '= 1 + h', h, below(1)],
    ['cos(h)', '= 1 - h^2/2', h, exactly(4)],
    ['sin(h)', '= h - h^3/6', h, exactly(5)],
    ['tanh(h)', '= h - h^3/3', h, O(5)],
    ['atan(h)', '= h - h^3/3', h, exactly(5)],
    ['atan(x+h)', '= atan(x) + h/(1+x^2)', { ...x, ...h }, O(2)],
    ['atan(exp(x)*sin(h)/(1+exp(x)*cos(h)))/h', '= sigmoid(x)', { ...x, ...h }, O(2)],
    ['log(1+h)', '= h - h^2/2', small, exactly(3)],
    ['log(1+exp(h))', '= log(2) + h/2 + h^2/8', h, O(4)],
    ['sigmoid(x+h)', '= sigmoid(x) + h*sigmoid(x)*(1-sigmoid(x))', { ...x, ...h }, O(2)],
    ['(sin(x+h) - sin(x-h))/(2*h)', '= cos(x)', { ...x, ...beside }, O(2)],
    ['(exp(x+h) - exp(x-h))/(2*h)', '= exp(x)', { ...x, ...beside }, exactly(2)],
    ['sqrt(x+h)', '= sqrt(x) + h/(2*sqrt(x))', { x: positive(), ...above }, O(2)],
    ['(1+h)^x', '= 1 + x*h', { ...x, ...small }, O(2)],
    ['1/(x^2+1+h)', '= 1/(x^2+1) - h/(x^2+1)^2', { ...x, ...above }, O(2)],
    ['x^2', '= 4 + 4*(x-2)', x, { as: { x: 2 }, order: 2, remainder: 'Theta' }],
  ])('%s %s', (left, right, assumptions, options) => {
    const step = check(left, right, assumptions, options);
    expect(step.summary).toMatch(/^proved symbolically, by power series/);
    expect(step.verdict).toBe('proved symbolically');
  });
});

describe('without a power series, sequences show', () => {
  test.each<Claim>([
    ['exp(-1/h)', '-> 0', above, vanishes],
    ['h*sin(1/h)', '-> 0', above, vanishes],
    ['h^h', '-> 1', above, vanishes],
    ['sin(n)/n', '-> 0', n, grows],
    ['(-1)^n/n', '-> 0', whole, grows],
    ['floor(n)/n', '-> 1', n, grows],
    ['log(n)/n', '-> 0', n, grows],
    ['n^(1/n)', '-> 1', n, grows],
    ['b^n', '-> 0', { b: interval(0, 1), ...n }, grows],
    ['tanh(n)', '-> -1', { n: reals() }, { as: { n: Number.NEGATIVE_INFINITY } }],
    ['sum(i, 1, n, i)', '~ n^2/2', { n: integers(2, 1_000_000) }, grows],
    ['max(-h, 0)', '= 0', h, O(1)],
    ['h^2*sin(1/h)', '= 0', above, O(2)],
    ['h^2.5', '= 0', above, exactly(2.5)],
  ])('%s %s', (left, right, assumptions, options) => {
    const step = check(left, right, assumptions, options);
    expect(step.summary).toMatch(/^seen numerically at \d+ points?:/);
    expect(step.verdict).toBe('fitted');
  });
});

describe('what an asymptotic step says', () => {
  test('the claim names the remainder and the place', () => {
    expect(check('exp(h)', '1 + h', h, exactly(2)).claim).toBe('= 1 + h + Theta(h^2)');
    expect(check('x^2', '4 + 4*(x-2)', x, { as: { x: 2 }, order: 2 }).claim).toBe(
      '= 4 + 4 * (x - 2) + O((x - 2)^2)',
    );
    expect(check('1/(1+n)', '1/n', n, inverse(-2)).claim).toBe('= 1 / n + O(n^-2)');
  });

  test('a refutation by power series names the term that is left', () => {
    expect(check('(1+1/n)^n', '-> 2.71828', n, grows).summary).toBe(
      'is false: the difference begins with 0.00000182846, by power series: not vanishing',
    );
  });

  test('an order that is exact kills the mutation that lowers it', () => {
    expect(check('exp(h)', '= 1 + h', h, exactly(1)).summary).toMatch(/order 2\.00, not exactly 1$/);
  });

  test.each<[string, StepOptions, RegExp]>([
    ['-> 1', { ...vanishes, remainder: 'O' }, /beside an order/],
    ['= 1', { ...vanishes, order: 2, remainder: 'big' as never }, /one of O, o, Theta/],
    ['= 1', { ...vanishes, order: -1 }, /positive near a finite value/],
    ['= 1', { ...vanishes, order: Number.NaN }, /a finite number/],
    ['<= 1', { ...vanishes, order: 2 }, /on an equality/],
    ['= 1', { as: 'h' as never, order: 2 }, /what it tends to/],
    ['= 1', { as: { toString: 0 }, order: 2 }, /what it tends to/],
  ])('%s with %j is refused', (right, options, message) => {
    expect(() => check('cos(h)', right, h, options)).toThrow(message);
  });
});
