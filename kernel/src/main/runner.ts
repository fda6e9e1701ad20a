import vm from 'node:vm';
import { Control } from '../shared/control';
import type { Bundle, FromMain, ToMain } from '../shared/messages';
import { bundleOf, isThenable } from './bundle';
import { backToRunning, current } from './current';
import { isHandle, pendingDisplays, wasShown } from './display';
import { describeError, KeyboardInterrupt } from './errors';
import { abandonAwaits, interruptAwaits } from './guard';
import { native } from './native';
import { cancelQuestions } from './readline';
import { rememberCell } from './stack';
import type { Stdin } from './stdin';
import { clearTimers } from './timers';
import { closeScopes, hasTraining, openScopes, stopTrainings, watchTraining } from './training';
import { settleTerminated } from './user-call';
import type { Wire } from './wire';

type Run = Extract<ToMain, { type: 'run' }>;
type Interrupt = Extract<ToMain, { type: 'interrupt' }>;

const allSettled = native.Promise.allSettled.bind(native.Promise);

/** What has not unwound this long after an interrupt is abandoned. */
const unwindMilliseconds = 100;

const loader = (vm.constants as { USE_MAIN_CONTEXT_DEFAULT_LOADER?: number } | undefined)
  ?.USE_MAIN_CONTEXT_DEFAULT_LOADER;

/**
 * Runs cells on this thread. Termination by an interrupt leaves every function here without catch or finally,
 * so nothing may depend on code after the script: the interrupt message that follows tidies up.
 */
export class Runner {
  #running: { run: Run; suspended: boolean } | undefined;
  #scopes = 0;
  #lastDone: Extract<FromMain, { type: 'done' }> | undefined;
  /** Names that have a binding; `let` bindings of scripts are shared by all later scripts. */
  readonly #declared = new native.Set<string>();

  /** An interrupt whose cell has not ended yet. */
  #unwinding: number | undefined;

  constructor(
    readonly wire: Wire,
    readonly stdin: Stdin,
    readonly forgetTerminated: () => void,
  ) {}

  run(run: Run): void {
    const { cell, file, id } = run;
    const running = { run, suspended: false };
    this.#running = running;
    current.running = id;
    current.isActive = true;
    current.allowsInput = run.allowsInput;
    backToRunning();
    try {
      watchTraining(this.wire.control);
      this.#scopes = openScopes();
      rememberCell(file, cell);
      this.#declare(cell.names);
      const value = evaluate(cell.code, file);
      if (!cell.isAsync) {
        this.#succeed(run, value);
        return;
      }
      running.suspended = true;
      native.settle(
        value as Promise<unknown>,
        (result) => this.#succeed(run, result),
        (error) => this.fail(run, error),
      );
    } catch (error) {
      this.fail(run, error);
    }
  }

  /** Ends what cell `id` left: its timers, its awaits and, if it still runs, the cell itself. */
  interrupt({ id, sequence, force }: Interrupt): void {
    const running = this.#running;
    backToRunning();
    attempt(this.forgetTerminated);
    attempt(() => stopTrainings(unwindMilliseconds));
    // A training that sleeps between two batches wakes by such a callback, and then ends.
    attempt(() => clearTimers(running ? id : undefined, hasTraining()));
    attempt(() => closeScopes(this.#scopes));
    attempt(interruptAwaits);
    attempt(settleTerminated);
    attempt(() => pendingDisplays.clear());
    attempt(() => this.stdin.cancel());
    attempt(cancelQuestions);
    if (running?.run.id === id) {
      this.#unwinding = sequence;
      const abandon = () => {
        if (this.#running === running) abandonAwaits(id);
        this.fail(running.run, new KeyboardInterrupt());
      };
      if (running.suspended && !force) native.setTimeout(abandon, unwindMilliseconds);
      else abandon();
    } else {
      // The message that ended the cell, or the one that should have started it, may be lost to the termination.
      const ended = this.#lastDone?.id === id ? this.#lastDone : undefined;
      this.wire.post(ended ?? { type: 'done', id, error: describeError(new KeyboardInterrupt()) });
      this.#unwound(sequence);
    }
    native.atomics.store(this.wire.control, Control.interruptHandled, sequence);
  }

  /** By indices and operators: a cell may have replaced the methods and the iterator of arrays. */
  #declare(names: string[]): void {
    let list = '';
    for (let i = 0; i < names.length; i++) {
      if (!this.#declared.has(names[i])) list += `${list === '' ? '' : ','}${names[i]}`;
    }
    if (list === '') return;
    evaluate(`let ${list};`, 'declarations');
    for (let i = 0; i < names.length; i++) this.#declared.add(names[i]);
  }

  #succeed(run: Run, value: unknown): void {
    const isShown = run.show && run.cell.hasValue && !isHandle(value) && !wasShown(value, run.id);
    const shown = isShown ? value : undefined;
    if (shown === undefined) {
      this.#finish(run, {});
      return;
    }
    const data = bundleOf(shown);
    if (isThenable(data)) {
      data.then(
        (made) => this.#finish(run, { data: made }),
        (error: unknown) => this.fail(run, error),
      );
    } else {
      this.#finish(run, { data });
    }
  }

  /** Ends a cell with an error. */
  fail(run: Run, error: unknown): void {
    this.#finish(run, { error: describeError(error) });
  }

  #finish(run: Run, outcome: { data?: Bundle; error?: ReturnType<typeof describeError> }): void {
    if (this.#running?.run !== run) return;
    if (pendingDisplays.size > 0) {
      const retry = () => this.#finish(run, outcome);
      native.settle(allSettled([...pendingDisplays]), retry, retry);
      if (this.#running) this.#running.suspended = true;
      return;
    }
    this.#running = undefined;
    current.isActive = false;
    this.#lastDone = { type: 'done', id: run.id, ...outcome };
    // One turn later, so that unhandled rejections of the cell still print inside it.
    native.setImmediate(() => this.#postDone(run.id));
  }

  #postDone(id: number): void {
    if (this.#lastDone?.id === id) this.wire.post(this.#lastDone);
    if (this.#unwinding === undefined) return;
    this.#unwound(this.#unwinding);
    this.#unwinding = undefined;
  }

  /** Told from the event loop, which nothing keeps busy then. */
  #unwound(sequence: number): void {
    native.setImmediate(() => this.wire.post({ type: 'unwound', sequence }));
  }
}

const { Script } = vm;
const { runInThisContext } = Script.prototype;

function evaluate(code: string, filename: string): unknown {
  const script = new Script(code, { filename, importModuleDynamically: loader as never });
  return native.apply(runInThisContext, script, [{ displayErrors: false }]);
}

/** What one step of tidying up cannot do, because a cell has replaced what it needs, keeps no other from its turn. */
function attempt(step: () => void): void {
  try {
    step();
  } catch {
    // The cell's end matters more.
  }
}
