import ts from 'typescript-5';
import type { Inspection } from '../shared/messages';
import type { Checker } from './checker';
import { cleanNames } from './diagnostics';
import { type Editor, innermost, isModuleName, openEditor } from './editor';
import { type Description, markdown, plainText } from './markdown';
import { declaredSource, documentedPlaces } from './origin';

const longestLabel = 60;
const nothing: Inspection = { found: false, data: {}, metadata: {} };

/** Type and documentation of what stands at the cursor, or of the function in whose call it stands. */
export function inspect(checker: Checker, code: string, cursor: number, detail = 0): Inspection {
  const editor = openEditor(checker, code);
  const found = named(checker, editor, cursor, detail) ?? called(checker, editor, cursor, detail);
  if (!found) return nothing;
  return {
    found: true,
    data: { 'text/plain': plainText(found), 'text/markdown': markdown(found) },
    metadata: {},
  };
}

/** What the name that the cursor touches stands for. */
function named(
  checker: Checker,
  { file, offset }: Editor,
  cursor: number,
  detail: number,
): Description | undefined {
  for (const at of [cursor, cursor - 1]) {
    const node = at < 0 ? undefined : innermost(file, at);
    if (node && isInspectable(node)) return describe(checker, offset + node.getStart(file), detail);
  }
  return undefined;
}

function isInspectable(node: ts.Node): boolean {
  if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) return true;
  if (node.kind === ts.SyntaxKind.ThisKeyword || isModuleName(node)) return true;
  const { parent } = node;
  const isName = ts.isStringLiteral(node) || ts.isNumericLiteral(node);
  return (
    isName &&
    ((ts.isElementAccessExpression(parent) && parent.argumentExpression === node) ||
      (ts.isPropertyAssignment(parent) && parent.name === node))
  );
}

/**
 * The function of the innermost call around the cursor, its overloads and the parameter at the cursor: of one alone
 * that has no documentation the signature says all.
 */
function called(
  checker: Checker,
  { file, module, offset }: Editor,
  cursor: number,
  detail: number,
): Description | undefined {
  const callee = calleeAround(file, cursor);
  if (!callee) return undefined;
  const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
  const found = describe(checker, offset + name.getStart(file), detail);
  const help = checker.project.service.getSignatureHelpItems(module, offset + cursor, undefined);
  const item = help?.items[help.selectedItemIndex];
  if (!help || !item || !found) return found;
  const parameter = item.parameters[Math.min(help.argumentIndex, item.parameters.length - 1)];
  const isBeyond = help.argumentIndex >= item.parameters.length && !item.isVariadic;
  const overloads = help.items.map(signatureOf);
  const variable = documentedVariable(checker, module, offset + name.getStart(file));
  return {
    ...found,
    signature: overloads.length > 1 ? overloads.join('\n') : found.signature,
    documentation: variable?.documentation ?? nonEmpty(item.documentation) ?? found.documentation,
    tags: variable?.tags ?? nonEmpty(item.tags) ?? found.tags,
    parameter:
      parameter && !isBeyond && !(item.parameters.length === 1 && parameter.documentation.length === 0)
        ? {
            label: labelOf(parameter),
            documentation: parameter.documentation,
          }
        : undefined,
  };
}

/**
 * What is said of a variable that holds a function: of the one that it is, where its type speaks of all that are like
 * it.
 */
function documentedVariable(
  { project }: Checker,
  module: string,
  position: number,
): Pick<Description, 'documentation' | 'tags'> | undefined {
  const program = project.program();
  const types = program.getTypeChecker();
  const file = program.getSourceFile(module);
  const node = file && innermost(file, position);
  const named = node && types.getSymbolAtLocation(node);
  if (!named) return undefined;
  const symbol = named.flags & ts.SymbolFlags.Alias ? types.getAliasedSymbol(named) : named;
  if (!(symbol.flags & ts.SymbolFlags.Variable)) return undefined;
  project.documentation.provide(symbol);
  const documentation = symbol.getDocumentationComment(types);
  return documentation.length > 0 ? { documentation, tags: symbol.getJsDocTags(types) } : undefined;
}

function nonEmpty<T>(list: T[]): T[] | undefined {
  return list.length > 0 ? list : undefined;
}

/** The parameter with its type, unless that is long: the signature shows it as well. */
function labelOf({ name, displayParts }: ts.SignatureHelpParameter): string {
  const label = cleanNames(ts.displayPartsToString(displayParts));
  return label.length > longestLabel || label.includes('\n') ? name : label;
}

function calleeAround(file: ts.SourceFile, cursor: number): ts.Expression | undefined {
  for (let node = innermost(file, Math.max(0, cursor - 1)); node; node = node.parent) {
    if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) continue;
    const isClosed = file.text[node.end - 1] === ')' && cursor >= node.end;
    if (node.arguments && cursor > node.expression.end && !isClosed) return node.expression;
  }
  return undefined;
}

function signatureOf({
  prefixDisplayParts,
  parameters,
  separatorDisplayParts,
  suffixDisplayParts,
}: ts.SignatureHelpItem): string {
  const separator = ts.displayPartsToString(separatorDisplayParts);
  const list = parameters.map(({ displayParts }) => ts.displayPartsToString(displayParts)).join(separator);
  return cleanNames(
    ts.displayPartsToString(prefixDisplayParts) + list + ts.displayPartsToString(suffixDisplayParts),
  );
}

function describe(checker: Checker, position: number, detail: number): Description | undefined {
  const { service, files, documentation } = checker.project;
  const definitions = service.getDefinitionAtPosition(files.editor, position) ?? [];
  for (const { fileName } of definitions)
    documentation.provideFile(checker.project.program().getSourceFile(fileName));
  const info = service.getQuickInfoAtPosition(files.editor, position);
  // TypeScript says "any" of a name that nobody has declared.
  if (!info || info.kind === ts.ScriptElementKind.unknown) return undefined;
  const documented = isDocumented(info) ? info : (elsewhere(checker, definitions).find(isDocumented) ?? info);
  return {
    signature: cleanNames(cleanSignature(ts.displayPartsToString(info.displayParts))),
    documentation: documented.documentation ?? [],
    tags: documented.tags ?? [],
    source: detail > 0 ? declaredSource(checker, definitions) : undefined,
  };
}

/** The same name where it is declared. */
function elsewhere(checker: Checker, definitions: readonly ts.DefinitionInfo[]): ts.QuickInfo[] {
  return documentedPlaces(checker, definitions).flatMap(
    ({ file, position }) => checker.project.service.getQuickInfoAtPosition(file, position) ?? [],
  );
}

function isDocumented({ documentation, tags }: ts.QuickInfo): boolean {
  return (documentation?.length ?? 0) > 0 || (tags?.length ?? 0) > 0;
}

/** "(alias) function f(): void⏎import f" is how names of earlier cells reach the editor's module. */
function cleanSignature(text: string): string {
  const alias = /^\(alias\) ([\s\S]*?)(\nimport [^\n]*)?$/.exec(text);
  if (!alias) return text;
  const [, signature] = alias;
  if (signature.startsWith('new ')) return `constructor ${signature.slice(4)}`;
  return /^[\w$]+[<(]/.test(signature) ? `function ${signature}` : signature;
}
