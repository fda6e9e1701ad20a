import ts from 'typescript-5';
import type { Checker } from './checker';

interface Place {
  file: string;
  position: number;
}

/** Longer declarations, mostly interfaces of packages, are not shown as a whole. */
const longestSource = 10_000;

/** Where documentation may stand if a name has none itself: in an earlier cell, at its class, at what it implements. */
export function documentedPlaces(checker: Checker, definitions: readonly ts.DefinitionInfo[]): Place[] {
  return definitions.map((definition) => {
    const { fileName: file, textSpan } = definition;
    const earlier = earlierPlace(checker, definition);
    if (earlier) return earlier;
    const source = checker.project.program().getSourceFile(file);
    const declaration = source && declarationAt(source, textSpan.start);
    const isConstructor = declaration && ts.isConstructorDeclaration(declaration);
    const name = isConstructor ? declaration.parent.name : undefined;
    return { file, position: name ? name.getStart(source) : textSpan.start };
  });
}

/** The source text of a definition. */
export function declaredSource(
  checker: Checker,
  definitions: readonly ts.DefinitionInfo[],
): string | undefined {
  const [definition] = definitions;
  if (!definition) return undefined;
  const place = earlierPlace(checker, definition) ?? {
    file: definition.fileName,
    position: definition.textSpan.start,
  };
  const source = checker.project.program().getSourceFile(place.file);
  const declaration = source && declarationAt(source, place.position);
  if (!declaration || ts.isSourceFile(declaration)) return undefined;
  const text = declaration.getText(source);
  return text.length > longestSource ? undefined : text;
}

/** The declaration in an earlier cell of a variable that the editor's module merely declares. */
function earlierPlace(checker: Checker, definition: ts.DefinitionInfo): Place | undefined {
  const { project, scope } = checker;
  const { files } = project;
  const value = definition.fileName === files.editor ? scope.get(definition.name)?.value : undefined;
  if (!value) return undefined;
  const file = files.cell(value.slot);
  const source = project.program().getSourceFile(file);
  const position = source && variableName(source, definition.name, checker.offsetOf(value.slot));
  return position === undefined ? undefined : { file, position };
}

function variableName(source: ts.SourceFile, name: string, offset: number): number | undefined {
  const visit = (node: ts.Node): number | undefined => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.name.text === name) {
      const start = node.name.getStart(source);
      if (start >= offset) return start;
    }
    return ts.forEachChild(node, visit);
  };
  return visit(source);
}

/** The whole declaration whose name stands at a position. */
function declarationAt(source: ts.SourceFile, position: number): ts.Node | undefined {
  const visit = (node: ts.Node): ts.Node | undefined => {
    if (position < node.pos || position >= node.end) return undefined;
    const inner = ts.forEachChild(node, visit);
    if (inner) return inner;
    return isDeclaration(node) ? node : undefined;
  };
  return ts.forEachChild(source, visit);
}

function isDeclaration(node: ts.Node): boolean {
  return (
    ts.isVariableStatement(node) ||
    ts.isFunctionLike(node) ||
    ts.isClassLike(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isModuleDeclaration(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isPropertySignature(node) ||
    ts.isPropertyAssignment(node)
  );
}
