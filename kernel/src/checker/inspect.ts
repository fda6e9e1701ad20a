import ts from 'typescript-5';
import type { Inspection } from '../shared/messages';
import { cellModule } from './cell-module';
import type { Checker } from './checker';
import { cleanNames } from './diagnostics';
import { parseCell } from './parse';

interface Found {
  signature: string;
  documentation: string;
  tags: readonly ts.JSDocTagInfo[];
}

const nothing: Inspection = { found: false, data: {}, metadata: {} };

/** Type and documentation of what stands at the cursor, or of the function in whose call it stands. */
export function inspect(checker: Checker, code: string, cursor: number): Inspection {
  const { project } = checker;
  const file = parseCell(code);
  const module = cellModule(file, checker.scope, true);
  project.set(project.files.editor, module.text);
  project.refresh();
  const position = target(file, cursor);
  const found = position === undefined ? undefined : lookUp(checker, module.offset + position);
  if (!found) return nothing;
  return {
    found: true,
    data: { 'text/plain': plain(found), 'text/markdown': markdown(found) },
    metadata: {},
  };
}

/** The identifier that the cursor touches, else the callee of the innermost call around it. */
function target(file: ts.SourceFile, cursor: number): number | undefined {
  for (const at of [cursor, cursor - 1]) {
    const node = at < 0 ? undefined : innermost(file, at);
    if (node && isInspectable(node)) return node.getStart(file);
  }
  for (let node = innermost(file, Math.max(0, cursor - 1)); node; node = node.parent) {
    if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) continue;
    if (cursor <= node.expression.end) continue;
    const callee = node.expression;
    return ts.isPropertyAccessExpression(callee) ? callee.name.getStart(file) : callee.getStart(file);
  }
  return undefined;
}

function isInspectable(node: ts.Node): boolean {
  return (
    ts.isIdentifier(node) ||
    ts.isPrivateIdentifier(node) ||
    node.kind === ts.SyntaxKind.ThisKeyword ||
    (ts.isStringLiteral(node) && ts.isImportDeclaration(node.parent))
  );
}

function innermost(file: ts.SourceFile, position: number): ts.Node | undefined {
  const visit = (node: ts.Node): ts.Node | undefined => {
    if (position < node.getStart(file) || position >= node.end) return undefined;
    return ts.forEachChild(node, visit) ?? node;
  };
  return ts.forEachChild(file, visit);
}

function lookUp(checker: Checker, position: number): Found | undefined {
  const { service, files } = checker.project;
  const info = service.getQuickInfoAtPosition(files.editor, position);
  // TypeScript says "any" of a name that nobody has declared.
  if (!info || info.kind === ts.ScriptElementKind.unknown) return undefined;
  const signature = cleanSignature(ts.displayPartsToString(info.displayParts));
  const hasText = (info.documentation?.length ?? 0) > 0 || (info.tags?.length ?? 0) > 0;
  const documented = hasText ? info : (earlier(checker, position) ?? info);
  return {
    signature: cleanNames(signature),
    documentation: ts.displayPartsToString(documented.documentation),
    tags: documented.tags ?? [],
  };
}

/** A variable of an earlier cell is documented where it is declared. */
function earlier(checker: Checker, position: number): ts.QuickInfo | undefined {
  const { project, scope } = checker;
  const { service, files } = project;
  const [definition] = service.getDefinitionAtPosition(files.editor, position) ?? [];
  if (!definition || definition.fileName !== files.editor) return undefined;
  const value = scope.get(definition.name)?.value;
  if (!value) return undefined;
  const cell = files.cell(value.slot);
  const source = project.program().getSourceFile(cell);
  const offset = checker.offsetOf(value.slot);
  const name = source && declarationName(source, definition.name, offset);
  return name === undefined ? undefined : service.getQuickInfoAtPosition(cell, name);
}

function declarationName(source: ts.SourceFile, name: string, offset: number): number | undefined {
  const visit = (node: ts.Node): number | undefined => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.name.text === name) {
      const start = node.name.getStart(source);
      if (start >= offset) return start;
    }
    return ts.forEachChild(node, visit);
  };
  return visit(source);
}

/** "(alias) function f(): void⏎import f" is how names of earlier cells reach the editor's module. */
function cleanSignature(text: string): string {
  const alias = /^\(alias\) ([\s\S]*?)(\nimport [^\n]*)?$/.exec(text);
  if (!alias) return text;
  const [, signature] = alias;
  if (signature.startsWith('new ')) return `constructor ${signature.slice(4)}`;
  return /^[\w$]+[<(]/.test(signature) ? `function ${signature}` : signature;
}

function plain({ signature, documentation, tags }: Found): string {
  const parts = [signature];
  if (documentation) parts.push(documentation);
  if (tags.length > 0) parts.push(tags.map((tag) => `@${tag.name} ${tagText(tag)}`.trimEnd()).join('\n'));
  return parts.join('\n\n');
}

function markdown({ signature, documentation, tags }: Found): string {
  const parts = [`\`\`\`typescript\n${signature}\n\`\`\``];
  if (documentation) parts.push(documentation);
  for (const tag of tags) parts.push(markdownTag(tag));
  return parts.join('\n\n');
}

function markdownTag(tag: ts.JSDocTagInfo): string {
  const text = tagText(tag);
  if (tag.name === 'example' && !text.includes('```'))
    return `*@example*\n\n\`\`\`typescript\n${text}\n\`\`\``;
  const parameter = tag.name === 'param' && /^(\S+)\s*-?\s*([\s\S]*)$/.exec(text);
  if (parameter) return `*@param* \`${parameter[1]}\` ${parameter[2]}`.trimEnd();
  return `*@${tag.name}* ${text}`.trimEnd();
}

function tagText(tag: ts.JSDocTagInfo): string {
  return ts.displayPartsToString(tag.text);
}
