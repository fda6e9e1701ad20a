import { createHook } from 'node:async_hooks';
import { native } from './native';

interface AsyncWrap {
  async_hook_fields: Uint32Array;
  constants: { kTotals: number; kCheck: number };
  clearAsyncIdStack(): void;
}

type Switch = (this: object) => unknown;

/**
 * Lets a cell be interrupted while async hooks are on (AsyncLocalStorage switches them on). As long as Node counts
 * any, it aborts the process when a callback has not left through them, and a terminated one has not; the command
 * line option against such checks ends with the first hook. Both counts serve these checks alone. Returns what
 * makes Node forget the callbacks that were cut off.
 */
export function forgiveTermination(): () => void {
  const wrap = binding();
  if (!wrap) return () => {};
  const { async_hook_fields: fields, constants } = wrap;
  const prototype = Object.getPrototypeOf(createHook({})) as Record<'enable' | 'disable', Switch>;
  for (const name of ['enable', 'disable'] as const) {
    const original = prototype[name];
    prototype[name] = function () {
      const result = original.call(this);
      fields[constants.kTotals] = 0;
      fields[constants.kCheck] = 0;
      return result;
    };
  }
  return () => wrap.clearAsyncIdStack();
}

/** Later versions of Node may not offer this; they keep the context of callbacks without hooks. */
function binding(): AsyncWrap | undefined {
  const wrap = native.binding('async_wrap') as AsyncWrap | undefined;
  return wrap?.async_hook_fields && typeof wrap.clearAsyncIdStack === 'function' ? wrap : undefined;
}
