export type Namespace = Record<string, unknown>;

/** The view of a CommonJS module that TypeScript's esModuleInterop describes: every exported property is a name. */
export function interoperable(namespace: Namespace): Namespace {
  const exported = namespace.default as (Namespace & { __esModule?: boolean }) | undefined;
  if (!isCommonJs(namespace, exported)) return namespace;
  const view: Namespace = Object.create(null);
  for (const name of Object.keys(exported)) {
    Object.defineProperty(view, name, { enumerable: true, get: () => exported[name] });
  }
  const value = exported.__esModule && 'default' in exported ? exported.default : exported;
  Object.defineProperty(view, 'default', { enumerable: true, value });
  return view;
}

function isCommonJs(namespace: Namespace, exported: Namespace | undefined): exported is Namespace {
  if (exported === undefined || exported === null) return false;
  if (typeof exported !== 'object' && typeof exported !== 'function') return false;
  if ('module.exports' in namespace || exported.__esModule) return true;
  return Object.keys(namespace).every(
    (name) => name === 'default' || name === '__esModule' || exported[name] === namespace[name],
  );
}
