import fc from 'fast-check';
import { FrameReader, frame, type Reply } from '../../grading/src/sandbox/messages';
import { decode, type Encoded, encode, Unreadable } from '../../grading/src/sandbox/values';

const overTheWire = (value: unknown) => decode(JSON.parse(JSON.stringify(encode(value))) as Encoded);

const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.double(),
    fc.integer(),
    fc.string(),
    fc.boolean(),
    fc.constant(null),
    fc.constant(undefined),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
})).value;

test('values arrive as they were sent, with NaN, infinities, -0 and undefined', () => {
  fc.assert(
    fc.property(value, (sent) => {
      expect(overTheWire(sent)).toEqual(sent);
    }),
  );
  for (const number of [
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    -0,
    5e-324,
    2 ** 53,
  ]) {
    expect(Object.is(overTheWire(number), number)).toBe(true);
  }
});

test('typed arrays arrive as arrays of their numbers', () => {
  expect(overTheWire({ path: [Float64Array.of(1.5, Number.NaN), Int32Array.of(-3)] })).toEqual({
    path: [[1.5, Number.NaN], [-3]],
  });
});

test('what is no plain data arrives as a description', () => {
  class Plan {}
  for (const [sent, description] of [
    [() => 1, 'a function'],
    [new Plan(), 'a value of class Plan'],
    [new Map(), 'a value of class Map'],
    [1n, 'a bigint'],
    [Symbol('s'), 'a symbol'],
  ] as const) {
    expect(overTheWire(sent)).toEqual(new Unreadable(description));
  }
});

test('a result cannot reach the prototype of what it is decoded into', () => {
  const sent = JSON.parse('{"__proto__": {"passed": true}}');
  const got = overTheWire(sent) as { passed?: boolean };
  expect(got.passed).toBeUndefined();
  expect(Object.getPrototypeOf(got)).toBe(Object.prototype);
});

test('messages are found in a stream that is cut anywhere', () => {
  const replies: Reply[] = [
    { type: 'ready' },
    { type: 'returned', value: 'größer', args: [[1, 2]] },
    { type: 'loaded', defined: { f: 'function' } },
  ];
  const stream = Buffer.concat(replies.map(frame));
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: stream.length })), (cuts) => {
      const reader = new FrameReader(1000);
      const places = [0, ...cuts.sort((a, b) => a - b), stream.length];
      const got = places.slice(1).flatMap((end, i) => reader.push(stream.subarray(places[i], end)));
      expect(got).toEqual(replies);
    }),
  );
});

test('a message longer than allowed is refused before it is read', () => {
  expect(() =>
    new FrameReader(10).push(frame({ type: 'returned', value: 'x'.repeat(20), args: [] })),
  ).toThrow(/a message of \d+ bytes/);
});
