import { homedir } from 'node:os';
import { parseArgs } from 'node:util';
import { UsageError } from './errors';

/** Which of Jupyter's data folders is meant. */
export type Place = { kind: 'user' } | { kind: 'sys-prefix' } | { kind: 'prefix'; prefix: string };

export type Command =
  | { command: 'install'; place: Place; kernelName: string; displayName: string; force: boolean }
  | { command: 'uninstall'; place: Place; kernelName: string }
  | { command: 'list' | 'help' | 'version' };

const place = {
  user: { type: 'boolean' },
  'sys-prefix': { type: 'boolean' },
  prefix: { type: 'string' },
  name: { type: 'string' },
} as const;

const optionsOf = {
  install: { ...place, 'display-name': { type: 'string' }, force: { type: 'boolean' } },
  uninstall: place,
  list: {},
} as const;

type Name = keyof typeof optionsOf;

const names = Object.keys(optionsOf) as Name[];

/** Reads the command line; whatever is wrong with it is a UsageError. */
export function readCommand(args: readonly string[]): Command {
  if (args.some((arg) => arg === '--help' || arg === '-h') || args[0] === 'help') return { command: 'help' };
  if (args[0] === '--version' || args[0] === '-v') return { command: 'version' };
  const [name, ...rest] = args;
  if (name === undefined) throw new UsageError(`A command is missing: ${names.join(', ')}.`);
  if (!names.includes(name as Name))
    throw new UsageError(`There is no command '${name}', only: ${names.join(', ')}.`);
  const command = name as Name;
  const values = readOptions(command, rest);
  if (command === 'list') return { command };
  const common = { place: placeOf(values), kernelName: kernelNameOf(values.name ?? 'optlab') };
  if (command === 'uninstall') return { command, ...common };
  const displayName = (values['display-name'] ?? 'TypeScript (optlab)').trim();
  if (!displayName) throw new UsageError('--display-name is empty: give the name that Jupyter is to show.');
  return { command, ...common, displayName, force: values.force ?? false };
}

interface Values {
  user?: boolean;
  'sys-prefix'?: boolean;
  prefix?: string;
  name?: string;
  'display-name'?: string;
  force?: boolean;
}

function readOptions(command: Name, args: string[]): Values {
  const options = optionsOf[command];
  const allowed = Object.keys(options).map((option) => `--${option}`);
  const { tokens } = parseArgs({ args, options, strict: false, allowPositionals: true, tokens: true });
  for (const token of tokens) {
    if (token.kind === 'positional')
      throw new UsageError(`'${token.value}' is one word too many after ${command}.`);
    if (token.kind !== 'option') continue;
    const { name, rawName, value } = token;
    const option = (options as Record<string, { type: 'boolean' | 'string' } | undefined>)[name];
    if (!option || rawName !== `--${name}`)
      throw new UsageError(
        `${command} has no option '${rawName}'${allowed.length > 0 ? `, only: ${allowed.join(', ')}` : ''}.`,
      );
    if (
      option.type === 'string' &&
      (value === undefined || value === '' || (!token.inlineValue && value.startsWith('--')))
    )
      throw new UsageError(`${rawName} needs a value: ${rawName} VALUE.`);
    if (option.type === 'boolean' && value !== undefined)
      throw new UsageError(`${rawName} is a switch and takes no value: '${value}' was given.`);
  }
  return parseArgs({ args, options, strict: false }).values as Values;
}

function placeOf({ user, 'sys-prefix': sysPrefix, prefix }: Values): Place {
  const given = [user && '--user', sysPrefix && '--sys-prefix', prefix !== undefined && '--prefix'].filter(
    Boolean,
  );
  if (given.length > 1) throw new UsageError(`${given.join(' and ')} exclude each other: give one of them.`);
  if (sysPrefix) return { kind: 'sys-prefix' };
  if (prefix === undefined) return { kind: 'user' };
  // The shell leaves the tilde of `--prefix=~/jupyter` as it is.
  return { kind: 'prefix', prefix: prefix.replace(/^~(?=$|[\\/])/, () => homedir()) };
}

/** Jupyter's own rule, and no name that would lead to another folder. */
function kernelNameOf(name: string): string {
  if (!/^[a-z0-9._-]+$/i.test(name) || /^\.+$/.test(name))
    throw new UsageError(
      `'${name}' cannot be a kernel's name: it is made of letters a-z, digits, hyphen, period and underscore.`,
    );
  return name.toLowerCase();
}
