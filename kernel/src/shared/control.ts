/** Indices of the shared control words that the threads wait on. */
export const Control = {
  /** Set to 1 when an answer for `input()` lies in the stdin port. */
  stdinAnswered: 0,
  /** Characters of output that the main thread has posted and the wire thread has not yet taken. */
  outputInFlight: 1,
  /** Sequence number of the latest interrupt that the main thread has handled. */
  interruptHandled: 2,
  /** Number of the latest cell whose check is to be given up. */
  checkCancelled: 3,
  /** Sequence number of the latest interrupt that was asked for. */
  interruptAsked: 4,
  /** Trainings of TensorFlow.js models in progress: they end by themselves when an interrupt is asked for. */
  trainings: 5,
  /** Number of the latest comm message that the wire thread has posted. */
  commPosted: 6,
  /** Number of the latest comm message that the main thread has taken. */
  commTaken: 7,
} as const;

/** In `interruptHandled`: the main thread is past all interrupts, for it ends. */
export const endHandled = 0x7fffffff;

export const controlBytes = 16 * Int32Array.BYTES_PER_ELEMENT;
