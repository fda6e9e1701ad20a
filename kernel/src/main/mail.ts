import { Control } from '../shared/control';
import { native } from './native';

let control: Int32Array | undefined;

/** Whether comm messages wait to be taken: a cell that awaits then lets them in. */
export function hasMail(): boolean {
  if (!control) return false;
  return native.atomics.load(control, Control.commPosted) > native.atomics.load(control, Control.commTaken);
}

export function watchMail(shared: Int32Array): void {
  control = shared;
}

/** Comm message `number` has been taken, and with it all before it. */
export function takeMail(number: number): void {
  if (control) native.atomics.store(control, Control.commTaken, number);
}

/** After a termination, which may have lost messages on their way: the numbers of those that did not arrive. */
export function lostMail(): number[] {
  if (!control) return [];
  const taken = native.atomics.load(control, Control.commTaken);
  const posted = native.atomics.load(control, Control.commPosted);
  takeMail(posted);
  return Array.from({ length: posted - taken }, (_, index) => taken + 1 + index);
}
