import ts from 'typescript-5';
import type { Declaration } from './declarations';
import type { Entry, ValueBinding } from './scope';
import { plainText } from './type-text';

/** What a declared name stands for in later cells. */
export function entryOf(
  types: ts.TypeChecker,
  symbol: ts.Symbol | undefined,
  kind: ValueBinding['kind'],
  slot: number,
): Entry {
  const target = symbol && symbol.flags & ts.SymbolFlags.Alias ? types.getAliasedSymbol(symbol) : symbol;
  const isUnknown = target === undefined || types.isUnknownSymbol(target);
  const isValue = isUnknown ? kind !== 'type' : (target.flags & ts.SymbolFlags.Value) !== 0;
  const typeFlags = ts.SymbolFlags.Type | ts.SymbolFlags.Namespace;
  const isType = !isUnknown && (target.flags & typeFlags) !== 0;
  const entry: Entry = {};
  if (isValue) entry.value = { slot, kind, isType };
  if (isType) entry.type = { slot, isValue, parameters: parameterCount(target) };
  return entry;
}

/** What declares a variable in any module, if its type needs no names and no comment belongs to it. */
export function plainType(
  types: ts.TypeChecker,
  symbol: ts.Symbol,
  { kind, evolving, isDocumented, literal }: Declaration,
): string | undefined {
  if ((kind !== 'const' && kind !== 'let') || evolving || isDocumented) return undefined;
  if (literal !== undefined) return `=${literal}`;
  const text = plainText(types, types.getTypeOfSymbol(symbol));
  return text && `: ${text}`;
}

function parameterCount(symbol: ts.Symbol): number {
  for (const declaration of symbol.declarations ?? []) {
    const { typeParameters } = declaration as { typeParameters?: ts.NodeArray<ts.Node> };
    if (typeParameters) return typeParameters.length;
  }
  return 0;
}
