import { createHmac, randomUUID } from 'node:crypto';

const delimiter = '<IDS|MSG>';

export interface Reply {
  type: string;
  parent: string;
  // biome-ignore lint/suspicious/noExplicitAny: the protocol's contents differ for every message
  content: any;
  metadata: Record<string, unknown>;
  buffers: Buffer[];
  signatureIsRight: boolean;
}

/** The Jupyter wire format, written from the protocol's description and independent of the kernel's own. */
export class WireFormat {
  readonly session = randomUUID();

  constructor(readonly key: string) {}

  encode(
    type: string,
    content: object,
    id = randomUUID(),
    buffers: Buffer[] = [],
  ): { id: string; frames: (string | Buffer)[] } {
    const header = {
      msg_id: id,
      session: this.session,
      username: 'test',
      date: new Date().toISOString(),
      msg_type: type,
      version: '5.4',
    };
    const body = [header, {}, {}, content].map((part) => JSON.stringify(part));
    return { id, frames: [delimiter, this.#sign(body), ...body, ...buffers] };
  }

  decode(frames: Buffer[]): Reply {
    const at = frames.findIndex((frame) => frame.toString() === delimiter);
    const [signature, header, parent, metadata, content] = frames.slice(at + 1).map(String);
    return {
      type: JSON.parse(header).msg_type,
      parent: JSON.parse(parent).msg_id,
      metadata: JSON.parse(metadata),
      content: JSON.parse(content),
      buffers: frames.slice(at + 6),
      signatureIsRight: signature === this.#sign([header, parent, metadata, content]),
    };
  }

  #sign(parts: string[]): string {
    const hmac = createHmac('sha256', this.key);
    for (const part of parts) hmac.update(part);
    return hmac.digest('hex');
  }
}
