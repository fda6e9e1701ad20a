import ts from 'typescript-5';
import { runtimeName } from '../../shared/names';

/** The assignments that an import statement becomes, and the names that they bind; no code for mere types. */
export function importCode(
  { importClause, moduleSpecifier }: ts.ImportDeclaration,
  typeOnly: ReadonlySet<string>,
  bindingOf: (name: string) => string,
): { code: string; names: string[] } {
  const loaded = `await ${runtimeName}.import(${JSON.stringify((moduleSpecifier as ts.StringLiteral).text)})`;
  if (!importClause) return { code: `${loaded};`, names: [] };
  if (importClause.isTypeOnly) return { code: '', names: [] };
  const isValue = (name: ts.Identifier) => !typeOnly.has(name.text);
  const bindings = importClause.namedBindings;
  const properties: [key: string, name: string][] = [];
  let code = '';
  if (importClause.name && isValue(importClause.name))
    properties.push(['default', bindingOf(importClause.name.text)]);
  if (bindings && ts.isNamedImports(bindings)) {
    for (const { isTypeOnly, name, propertyName } of bindings.elements) {
      if (!isTypeOnly && isValue(name)) properties.push([(propertyName ?? name).text, bindingOf(name.text)]);
    }
  }
  const names = properties.map(([, name]) => name);
  if (bindings && ts.isNamespaceImport(bindings) && isValue(bindings.name)) {
    const binding = bindingOf(bindings.name.text);
    code += `${binding}=${loaded};`;
    names.push(binding);
  }
  if (properties.length > 0) {
    const pattern = properties.map(([key, name]) => `${JSON.stringify(key)}:${name}`).join(',');
    code += `({${pattern}}=${loaded});`;
  }
  return { code, names };
}
