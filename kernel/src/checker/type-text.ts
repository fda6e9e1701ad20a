import ts from 'typescript-5';

const plainWords = /^(number|string|boolean|bigint|symbol|null|undefined|any|unknown|true|false|readonly)$/;

/**
 * A type as text that any module can repeat without importing anything: of an array, the type of its elements
 * (empty for an array that has none yet). The text is undefined for a type that has names of its own.
 */
export function typeText(
  types: ts.TypeChecker,
  type: ts.Type,
): { text: string | undefined; isArray: boolean } {
  const isArray = types.isArrayType(type) && !types.isTupleType(type);
  const element = isArray ? types.getTypeArguments(type as ts.TypeReference)[0] : type;
  if (isArray && element.flags & (ts.TypeFlags.Any | ts.TypeFlags.Never)) return { text: '', isArray };
  return { text: plainText(types, element), isArray };
}

/** A type as text, if it has no names of its own. */
export function plainText(types: ts.TypeChecker, type: ts.Type): string | undefined {
  const text = types.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation);
  const isPlain = text.split(/[\s|()[\]]+/).every((word) => word === '' || plainWords.test(word));
  return isPlain ? text : undefined;
}
