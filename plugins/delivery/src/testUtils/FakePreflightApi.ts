import {
  PreflightAnswer,
  PreflightRequest,
} from '@slipway/plugin-delivery-common';
import { PreflightApi } from '../api';

/**
 * A preflight with knobs: what it finds, and whether it answers at all.
 *
 * @public
 */
export class FakePreflightApi implements PreflightApi {
  readonly requests: PreflightRequest[] = [];
  /** What it answers, one after the other; the last one again and again. */
  readonly answers: Array<PreflightAnswer | Error>;
  #gate: Promise<void> | undefined;

  constructor(...answers: Array<PreflightAnswer | Error>) {
    this.answers = answers;
  }

  /** Keeps looks waiting until what it returns is called. */
  hold(): () => void {
    let open = () => {};
    this.#gate = new Promise(resolve => {
      open = resolve;
    });
    return () => open();
  }

  async preflight(
    request: PreflightRequest,
    options: { signal?: AbortSignal } = {},
  ): Promise<PreflightAnswer> {
    this.requests.push(request);
    await this.#gate;
    options.signal?.throwIfAborted();
    const answer =
      this.answers.length > 1 ? this.answers.shift() : this.answers[0];
    if (!answer || answer instanceof Error) {
      throw answer ?? new Error('The fake has nothing to answer.');
    }
    return answer;
  }
}
