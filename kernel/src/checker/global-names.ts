import { mark } from '../shared/names';

/** What the kernel adds for cells; files that cells import use it as well. */
const ofTheKernel = ['display', 'input', 'prompt', 'clearOutput', 'require', '__filename', '__dirname'];

const names = new Set([
  ...Object.getOwnPropertyNames(globalThis).filter((name) => !name.includes(mark)),
  ...Object.getOwnPropertyNames(Object.prototype).filter((name) => name !== '__proto__'),
  ...ofTheKernel,
]);

/** True for the names by which packages and files reach globals: a binding of a cell would hide these from them. */
export function isGlobalName(name: string): boolean {
  return names.has(name);
}
