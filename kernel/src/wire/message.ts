import { createHmac, getHashes, randomUUID, timingSafeEqual } from 'node:crypto';

export const protocolVersion = '5.5';

export interface Header {
  msg_id: string;
  msg_type: string;
  session: string;
  username: string;
  date: string;
  version: string;
}

/** A message as received, with the identities of the socket that sent it. */
export interface Message {
  identities: Buffer[];
  header: Header;
  parent_header: Partial<Header>;
  metadata: Record<string, unknown>;
  content: Record<string, unknown>;
  buffers: Buffer[];
}

export interface Outgoing {
  type: string;
  content: object;
  parent?: Message;
  identities?: (Buffer | string)[];
  metadata?: object;
  buffers?: Buffer[];
}

const delimiter = Buffer.from('<IDS|MSG>');

/** Signatures that are remembered to refuse a message that is sent again, as many as Jupyter's own clients do. */
const rememberedSignatures = 65_536;

/** Encodes, decodes, signs and verifies messages of one session. */
export class Codec {
  readonly #session = randomUUID();
  readonly #key: string;
  readonly #hash: string;
  readonly #seen = new Set<string>();

  /** @param key the secret of the connection file; messages are neither signed nor verified if it is empty */
  constructor(key: string, signatureScheme: string) {
    this.#key = key;
    // Python's names of hashes, such as sha3_256, have an underscore where OpenSSL's have a hyphen.
    this.#hash = signatureScheme.replace(/^hmac-/, '').replaceAll('_', '-');
    if (!signatureScheme.startsWith('hmac-') || !getHashes().includes(this.#hash.toLowerCase())) {
      throw new Error(
        `The connection file asks for the signature scheme '${signatureScheme}'; it must be 'hmac-' and a hash of OpenSSL's, such as 'hmac-sha256'.`,
      );
    }
  }

  encode(message: Outgoing): (Buffer | string)[] {
    const { type, content, parent, identities = [], metadata = {}, buffers = [] } = message;
    const header: Header = {
      msg_id: randomUUID(),
      msg_type: type,
      session: this.#session,
      username: 'kernel',
      date: new Date().toISOString(),
      version: protocolVersion,
    };
    const body = [header, parent?.header ?? {}, metadata, content].map((part) => Buffer.from(jsonOf(part)));
    return [...identities, delimiter, this.#sign(body), ...body, ...buffers];
  }

  /** Throws on anything that is not a well-formed message with the right signature. */
  decode(frames: Buffer[]): Message {
    const start = frames.findIndex((frame) => frame.equals(delimiter));
    if (start < 0 || frames.length < start + 6) throw new Error('not a Jupyter message');
    const body = frames.slice(start + 2, start + 6);
    this.#verify(frames[start + 1], body);
    const [header, parent_header, metadata, content] = body.map(parseObject);
    if (typeof header.msg_type !== 'string') throw new Error('no message type');
    return {
      identities: frames.slice(0, start),
      header: header as unknown as Header,
      parent_header,
      metadata,
      content,
      buffers: frames.slice(start + 6),
    };
  }

  #verify(given: Buffer, body: Buffer[]): void {
    if (this.#key === '') return;
    const right = this.#sign(body);
    const expected = Buffer.from(right);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw new Error('wrong signature');
    }
    if (this.#seen.has(right)) throw new Error('a message that came before');
    this.#seen.add(right);
    const [oldest] = this.#seen;
    if (this.#seen.size > rememberedSignatures) this.#seen.delete(oldest);
  }

  #sign(body: Buffer[]): string {
    if (this.#key === '') return '';
    const hmac = createHmac(this.#hash, this.#key);
    for (const frame of body) hmac.update(frame);
    return hmac.digest('hex');
  }
}

/** Half a surrogate pair is no text: Python could read it but write it neither to a file nor to a terminal. */
function jsonOf(part: object): string {
  const text = JSON.stringify(part);
  if (!text.includes('\\ud')) return text;
  return text.replace(/\\(ud[89a-f][0-9a-f]{2}|[\s\S])/g, (piece, half: string) =>
    half.length > 1 ? '\ufffd' : piece,
  );
}

function parseObject(frame: Buffer): Record<string, unknown> {
  const value: unknown = JSON.parse(frame.toString());
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error('a message part is not an object');
  return value as Record<string, unknown>;
}
