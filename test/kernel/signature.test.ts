import { Codec } from '../../kernel/src/wire/message';
import { WireFormat } from './support/wire';

const frames = (key: string) =>
  new WireFormat(key).encode('kernel_info_request', {}).frames.map((f) => Buffer.from(f));

test('a message is accepted once, and only with the signature of the key', () => {
  const codec = new Codec('key', 'hmac-sha256');
  const message = frames('key');
  expect(codec.decode(message).header.msg_type).toBe('kernel_info_request');
  expect(() => codec.decode(message)).toThrow('a message that came before');
  expect(() => codec.decode(frames('other'))).toThrow('wrong signature');
  const unsigned = frames('key');
  unsigned[1] = Buffer.alloc(0);
  expect(() => codec.decode(unsigned)).toThrow('wrong signature');
});

test('without a key every signature is accepted, and none is made', () => {
  const codec = new Codec('', 'hmac-sha256');
  expect(codec.decode(frames('any')).header.msg_type).toBe('kernel_info_request');
  expect(codec.encode({ type: 'status', content: {} })[1]).toBe('');
});

test.each(['hmac-md5', 'hmac-sha1', 'hmac-sha512', 'hmac-sha3_256'])('%s is a signature scheme', (scheme) => {
  const [, signature] = new Codec('key', scheme).encode({ type: 'status', content: {} });
  expect(signature).toMatch(/^[0-9a-f]{32,}$/);
});

test.each(['sha256', 'hmac-', 'hmac-nothing', ''])('%j is none, and the message says what is', (scheme) => {
  expect(() => new Codec('key', scheme)).toThrow(/signature scheme .*such as 'hmac-sha256'/);
});

test('half a surrogate pair leaves as the replacement character, a backslash as it is', () => {
  const text = 'half \ud800, whole 😀, written \\ud800';
  const content = new Codec('', 'hmac-sha256').encode({ type: 'stream', content: { text } })[5];
  expect(JSON.parse(String(content)).text).toBe('half \ufffd, whole 😀, written \\ud800');
});

test.each(['[]', 'null', '1', '"text"', '{'])('a part that is %s is no message', (part) => {
  const codec = new Codec('', 'hmac-sha256');
  const message = frames('');
  message[5] = Buffer.from(part);
  expect(() => codec.decode(message)).toThrow();
});
