import { mark } from '../shared/names';
import type { Declaration, Kind } from './declarations';
import { cellSpecifier } from './files';
import { endName } from './module-text';

/** What a name stands for as a value. */
export interface ValueBinding {
  slot: number;
  kind: Kind;
  /** The same declaration is a type as well: a class, an enum, an import. */
  isType: boolean;
  /** `: number`, `= 5`: what says all about it, so that its module is not needed any more. */
  plain?: string;
  /** For a variable whose type still widens: its type after the last cell that touched it. */
  evolving?: { isConst: boolean; text: string | undefined; isArray: boolean };
}

/** What a name stands for as a type or namespace. */
export interface TypeBinding {
  slot: number;
  isValue: boolean;
  parameters: number;
}

export interface Entry {
  value?: ValueBinding;
  type?: TypeBinding;
}

/** The line that brings earlier names into a cell, and the cells that they come from. */
export interface Prelude {
  text: string;
  slots: Set<number>;
  /** Evolving variables of earlier cells that are in it. */
  evolving: string[];
}

/** The names that the cells so far have declared. */
export class Scope {
  readonly #entries = new Map<string, Entry>();
  readonly #uses = new Map<number, Set<number>>();

  readonly #pinned = new Set<number>();

  /** Keeps a cell that changes the types of others. */
  pin(slot: number): void {
    this.#pinned.add(slot);
  }

  get(name: string): Entry | undefined {
    return this.#entries.get(name);
  }

  names(): IterableIterator<string> {
    return this.#entries.keys();
  }

  /** Takes over what a cell declares; meanings that it does not declare anew stay. */
  declare(name: string, entry: Entry): void {
    this.#entries.set(name, { ...this.#entries.get(name), ...entry });
  }

  /** Records the slots that a slot depends on. */
  record(slot: number, uses: Set<number>): void {
    this.#uses.set(slot, uses);
  }

  /** Forgets cells that no name leads to any more, and returns their slots. */
  collect(): number[] {
    const live = new Set<number>();
    const visit = (slot: number) => {
      if (live.has(slot)) return;
      live.add(slot);
      for (const used of this.#uses.get(slot) ?? []) visit(used);
    };
    for (const slot of this.#pinned) visit(slot);
    for (const { value, type } of this.#entries.values()) {
      if (value && value.plain === undefined) visit(value.slot);
      if (type) visit(type.slot);
    }
    const dead = [...this.#uses.keys()].filter((slot) => !live.has(slot));
    for (const slot of dead) this.#uses.delete(slot);
    return dead;
  }

  /** Brings the earlier meanings of `used` into a cell that declares `own` itself. */
  prelude(used: Iterable<string>, own: ReadonlyMap<string, Declaration>): Prelude {
    const imports = new Map<number, string[]>();
    const lines: string[] = [];
    const evolving: string[] = [];
    const take = (name: string, slot: number, as: string) => {
      imports.set(slot, [...(imports.get(slot) ?? []), `${name} as ${as}`]);
    };
    for (const name of used) {
      const entry = this.#entries.get(name);
      if (!entry) continue;
      const { value, type } = visible(entry, own.get(name));
      const isOne = type ? value?.slot === type.slot : value && isAlias(value);
      if (value && isOne && !value.evolving && !own.has(name)) {
        take(name, value.slot, name);
        continue;
      }
      if (value?.evolving) {
        evolving.push(name);
        lines.push(evolvingLine(name, value, take));
      } else if (value?.plain !== undefined) {
        lines.push(`declare ${value.kind} ${name}${value.plain};`);
      } else if (value) {
        const keyword = value.kind === 'let' ? 'let' : 'const';
        take(name, value.slot, `${mark}${name}`);
        lines.push(`declare ${keyword} ${name}: typeof ${mark}${name};`);
      }
      if (type && !type.isValue) take(name, type.slot, name);
      else if (type) {
        take(name, type.slot, `${mark}${mark}${name}`);
        lines.push(typeLine(name, type.parameters));
      }
    }
    const text = [...imports].map(
      ([slot, list]) => `import {${list.join(',')}} from "${cellSpecifier(slot)}";`,
    );
    return { text: `${text.join('')}${lines.join('')}\n`, slots: new Set(imports.keys()), evolving };
  }
}

/** A cell's own declaration hides the earlier meaning of the same sort and leaves the other. */
function visible({ value, type }: Entry, own: Declaration | undefined): Entry {
  if (!own) return { value, type };
  return { value: own.kind === 'type' ? value : undefined, type: own.isType ? undefined : type };
}

function isAlias({ kind }: ValueBinding): boolean {
  return kind !== 'const' && kind !== 'let';
}

function evolvingLine(
  name: string,
  { slot, evolving }: ValueBinding,
  take: (name: string, slot: number, as: string) => void,
): string {
  if (!evolving) return '';
  const { text, isArray, isConst } = evolving;
  const end = endName(name);
  if (text === undefined) take(end, slot, end);
  if (isArray) {
    const element = text === undefined ? `${end}[0]` : text === '' ? '' : `null! as (${text})`;
    return `${isConst ? 'const' : 'let'} ${name}=[];${element === '' ? '' : `${name}[0]=${element};`}`;
  }
  return `let ${name};${name}=${text === undefined ? end : `null! as (${text})`};`;
}

/** A type alias with the right number of parameters, for a type whose value a later cell has replaced. */
function typeLine(name: string, parameters: number): string {
  const list = Array.from({ length: parameters }, (_, i) => `${mark}${i}`);
  const declared = list.map((parameter) => `${parameter}=any`).join(',');
  return parameters === 0
    ? `type ${name}=${mark}${mark}${name};`
    : `type ${name}<${declared}>=${mark}${mark}${name}<${list.join(',')}>;`;
}
