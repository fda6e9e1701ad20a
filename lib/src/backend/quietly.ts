/**
 * Loads something without what its old dependencies have to say to their authors: deprecations, and warnings
 * that a backend was registered twice.
 */
export function quietly<T>(load: () => T): T {
  const { emitWarning } = process;
  const { warn } = console;
  process.emitWarning = (() => {}) as typeof process.emitWarning;
  console.warn = () => {};
  try {
    return load();
  } finally {
    process.emitWarning = emitWarning;
    console.warn = warn;
  }
}
