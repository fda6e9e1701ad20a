import { createHmac, randomUUID } from 'node:crypto';

/** The parts of a Jupyter message that the benchmark looks at. */
export interface Message {
  type: string;
  /** The request that this belongs to. */
  parent: string | undefined;
  content: Record<string, unknown>;
}

const delimiter = '<IDS|MSG>';
const session = randomUUID();

export function encode(key: string, type: string, content: object): { id: string; frames: string[] } {
  const id = randomUUID();
  const date = new Date().toISOString();
  const header = { msg_id: id, session, username: 'bench', date, msg_type: type, version: '5.3' };
  const body = [header, {}, {}, content].map((part) => JSON.stringify(part));
  const hmac = createHmac('sha256', key);
  for (const part of body) hmac.update(part);
  return { id, frames: [delimiter, hmac.digest('hex'), ...body] };
}

export function decode(frames: readonly Buffer[]): Message {
  const at = frames.findIndex((frame) => frame.toString() === delimiter);
  const [header, parent, , content] = frames.slice(at + 2, at + 6).map((frame) => JSON.parse(String(frame)));
  return { type: header.msg_type, parent: parent.msg_id, content };
}
