import type { BackendName } from './report';

/** A backend that was asked for by name does not run here: the message says why and what to do. */
export class BackendUnavailable extends Error {
  override readonly name = 'BackendUnavailable';
  /** The backend that was asked for. */
  readonly requested: BackendName;

  constructor(requested: BackendName, reason: string) {
    super(
      `The ${requested} backend does not run here: ${reason} Or let backend() choose, without naming one.`,
    );
    this.requested = requested;
  }
}
