import { readFileSync } from 'node:fs';

/** The connection file that the Jupyter client writes before it starts the kernel. */
export interface Connection {
  transport: string;
  ip: string;
  shell_port: number;
  control_port: number;
  stdin_port: number;
  iopub_port: number;
  hb_port: number;
  key: string;
  signature_scheme: string;
}

export function readConnection(file: string): Connection {
  return JSON.parse(readFileSync(file, 'utf8')) as Connection;
}

export function address({ transport, ip }: Connection, port: number): string {
  return `${transport}://${ip}${transport === 'ipc' ? '-' : ':'}${port}`;
}

/** The content of `connect_reply`. */
export function ports({ shell_port, iopub_port, stdin_port, hb_port, control_port }: Connection): object {
  return { status: 'ok', shell_port, iopub_port, stdin_port, hb_port, control_port };
}
