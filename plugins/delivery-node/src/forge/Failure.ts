/** An attempt that came to nothing, with what decides whether there is another. */
export class Failure {
  readonly error: Error;
  /** Undefined when no answer came. */
  readonly status?: number;
  readonly retryAfterSeconds?: number;

  constructor(error: Error, status?: number, retryAfterSeconds?: number) {
    this.error = error;
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
