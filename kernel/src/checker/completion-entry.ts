import ts from 'typescript-5';
import { cleanNames } from './diagnostics';

/** JupyterLab's icons, by TypeScript's kinds of entries. */
const icons: Record<string, string> = {
  [ts.ScriptElementKind.functionElement]: 'function',
  [ts.ScriptElementKind.localFunctionElement]: 'function',
  [ts.ScriptElementKind.memberFunctionElement]: 'function',
  [ts.ScriptElementKind.constructSignatureElement]: 'function',
  [ts.ScriptElementKind.classElement]: 'class',
  [ts.ScriptElementKind.localClassElement]: 'class',
  [ts.ScriptElementKind.interfaceElement]: 'interface',
  [ts.ScriptElementKind.typeElement]: 'type',
  [ts.ScriptElementKind.typeParameterElement]: 'type',
  [ts.ScriptElementKind.primitiveType]: 'type',
  [ts.ScriptElementKind.enumElement]: 'enum',
  [ts.ScriptElementKind.enumMemberElement]: 'enum',
  [ts.ScriptElementKind.moduleElement]: 'module',
  [ts.ScriptElementKind.externalModuleName]: 'module',
  [ts.ScriptElementKind.scriptElement]: 'path',
  [ts.ScriptElementKind.directory]: 'path',
  [ts.ScriptElementKind.keyword]: 'keyword',
  [ts.ScriptElementKind.memberVariableElement]: 'property',
  [ts.ScriptElementKind.memberGetAccessorElement]: 'property',
  [ts.ScriptElementKind.memberSetAccessorElement]: 'property',
  [ts.ScriptElementKind.parameterElement]: 'param',
  [ts.ScriptElementKind.string]: 'text',
};

export interface EntryType {
  /** JupyterLab's icon. */
  icon: string;
  /** Parameters and result of a function, the type of another value; empty for what has none. */
  signature: string;
}

/** What packages declare stays as it is, and a namespace such as TensorFlow's has five hundred members. */
const remembered = new WeakMap<ts.Symbol, EntryType>();

/** What an entry is, as seen from `place`. */
export function entryType(types: ts.TypeChecker, entry: ts.CompletionEntry, place: ts.Node): EntryType {
  const { symbol } = entry;
  const known = symbol && remembered.get(symbol);
  if (known) return known;
  const found = typeOf(types, entry, place);
  if (symbol?.declarations?.every((each) => each.getSourceFile().fileName.includes('/node_modules/')))
    remembered.set(symbol, found);
  return found;
}

function typeOf(types: ts.TypeChecker, entry: ts.CompletionEntry, place: ts.Node): EntryType {
  const known = icons[entry.kind];
  const symbol = entry.symbol && target(types, entry.symbol);
  if (!symbol) return { icon: known ?? 'instance', signature: '' };
  const ofSymbol = symbolIcon(symbol);
  if (ofSymbol !== undefined) return { icon: known ?? ofSymbol, signature: '' };
  if (!(symbol.flags & ts.SymbolFlags.Value)) return { icon: known ?? 'instance', signature: '' };
  const type = types.getNonNullableType(types.getTypeOfSymbolAtLocation(symbol, place));
  const [signature] = type.getCallSignatures();
  if (type.getConstructSignatures().length > 0 && known === undefined) {
    return { icon: 'class', signature: signature ? signatureText(types, signature, place) : '' };
  }
  if (!signature) return { icon: known ?? 'instance', signature: clean(types.typeToString(type, place)) };
  return { icon: 'function', signature: signatureText(types, signature, place) };
}

function target(types: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? types.getAliasedSymbol(symbol) : symbol;
}

/** The icon of what is more than a value: a class, an enum, a module, a type. */
function symbolIcon({ flags }: ts.Symbol): string | undefined {
  if (flags & ts.SymbolFlags.Class) return 'class';
  if (flags & ts.SymbolFlags.Enum) return 'enum';
  if (flags & (ts.SymbolFlags.Function | ts.SymbolFlags.Variable)) return undefined;
  if (flags & ts.SymbolFlags.Module) return 'module';
  if (flags & ts.SymbolFlags.Interface) return 'interface';
  if (flags & (ts.SymbolFlags.TypeAlias | ts.SymbolFlags.TypeParameter)) return 'type';
  return undefined;
}

function signatureText(types: ts.TypeChecker, signature: ts.Signature, place: ts.Node): string {
  return clean(types.signatureToString(signature, place));
}

/** Modules of types add nothing that fits in a line. */
function clean(text: string): string {
  return cleanNames(text).replace(/import\("[^"]*"\)\./g, '');
}
