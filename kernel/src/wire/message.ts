import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';

export const protocolVersion = '5.4';

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

/** Encodes, decodes, signs and verifies messages of one session. */
export class Codec {
  readonly #session = randomUUID();
  readonly #key: string;
  readonly #hash: string;

  constructor(key: string, signatureScheme: string) {
    this.#key = key;
    this.#hash = signatureScheme.replace(/^hmac-/, '');
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
    const body = [header, parent?.header ?? {}, metadata, content].map((part) =>
      Buffer.from(JSON.stringify(part)),
    );
    return [...identities, delimiter, this.#sign(body), ...body, ...buffers];
  }

  /** Throws on anything that is not a well-formed message with the right signature. */
  decode(frames: Buffer[]): Message {
    const start = frames.findIndex((frame) => frame.equals(delimiter));
    if (start < 0 || frames.length < start + 6) throw new Error('not a Jupyter message');
    const body = frames.slice(start + 2, start + 6);
    const given = frames[start + 1];
    const right = Buffer.from(this.#sign(body));
    if (given.length !== right.length || !timingSafeEqual(given, right)) throw new Error('wrong signature');
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

  #sign(body: Buffer[]): string {
    if (this.#key === '') return '';
    const hmac = createHmac(this.#hash, this.#key);
    for (const frame of body) hmac.update(frame);
    return hmac.digest('hex');
  }
}

function parseObject(frame: Buffer): Record<string, unknown> {
  const value: unknown = JSON.parse(frame.toString());
  if (typeof value !== 'object' || value === null) throw new Error('a message part is not an object');
  return value as Record<string, unknown>;
}
