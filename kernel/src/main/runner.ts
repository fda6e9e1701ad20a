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
    Object.assign(current, { running: id, isActive: true, allowsInput: run.allowsInput });
    backToRunning();
    watchTraining(this.wire.control);
    this.#scopes = openScopes();
    rememberCell(file, cell);
    try {
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
        (error) => this.#fail(run, error),
      );
    } catch (error) {
      this.#fail(run, error);
    }
  }

  /** Ends what cell `id` left: its timers, its awaits and, if it still runs, the cell itself. */
  interrupt({ id, sequence, force }: Interrupt): void {
    const running = this.#running;
    this.forgetTerminated();
    backToRunning();
    stopTrainings(unwindMilliseconds);
    // A training that sleeps between two batches wakes by such a callback, and then ends.
    clearTimers(running ? id : undefined, hasTraining());
    closeScopes(this.#scopes);
    interruptAwaits();
    settleTerminated();
    pendingDisplays.clear();
    this.stdin.cancel();
    cancelQuestions();
    if (running?.run.id === id) {
      this.#unwinding = sequence;
      const abandon = () => {
        if (this.#running === running) abandonAwaits(id);
        this.#fail(running.run, new KeyboardInterrupt());
      };
      if (running.suspended && !force) native.setTimeout(abandon, unwindMilliseconds);
      else abandon();
    } else {
      // The message that ended the cell, or the one that should have started it, may be lost to the termination.
      const ended = this.#lastDone?.id === id ? this.#lastDone : undefined;
      this.wire.post(ended ?? { type: 'done', id, error: describeError(new KeyboardInterrupt()) });
      this.#unwound(sequence);
    }
    Atomics.store(this.wire.control, Control.interruptHandled, sequence);
  }

  #declare(names: string[]): void {
    const fresh = names.filter((name) => !this.#declared.has(name));
    if (fresh.length === 0) return;
    evaluate(`let ${fresh.join(',')};`, 'declarations');
    for (const name of fresh) this.#declared.add(name);
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
        (error: unknown) => this.#fail(run, error),
      );
    } else {
      this.#finish(run, { data });
    }
  }

  #fail(run: Run, error: unknown): void {
    this.#finish(run, { error: describeError(error) });
  }

  #finish(run: Run, outcome: { data?: Bundle; error?: ReturnType<typeof describeError> }): void {
    if (this.#running?.run !== run) return;
    if (pendingDisplays.size > 0) {
      const retry = () => this.#finish(run, outcome);
      native.settle(native.Promise.allSettled([...pendingDisplays]), retry, retry);
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

function evaluate(code: string, filename: string): unknown {
  const script = new vm.Script(code, { filename, importModuleDynamically: loader as never });
  return script.runInThisContext({ displayErrors: false });
}
