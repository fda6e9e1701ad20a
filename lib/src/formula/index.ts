export { type StatementOptions, statementsToTex, statementToTex } from './statements-to-tex';
export { courseNotation, type SymbolTable, symbolToTex } from './symbols';
export { toTex } from './to-tex';
