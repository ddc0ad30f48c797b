import { ConflictError } from '@backstage/errors';
import { Clock } from '@slipway/plugin-wiring-node';
import { describeObstacles, EnvironmentLook } from '../../delivery';

/**
 * Ends the waiting when an environment stays degraded: what is wrong then needs a person, and time
 * alone will not mend it. A short spell is normal while pods are being replaced.
 */
export class DegradedWatch {
  readonly #clock: Clock;
  readonly #graceSeconds: number;
  #since?: number;

  constructor(clock: Clock, graceSeconds: number) {
    this.#clock = clock;
    this.#graceSeconds = graceSeconds;
  }

  see(look: EnvironmentLook, name: string): void {
    if (look.kind !== 'degraded') {
      this.#since = undefined;
      return;
    }
    const now = this.#clock.now().getTime();
    this.#since ??= now;
    if (now - this.#since >= this.#graceSeconds * 1000) {
      throw new ConflictError(
        `${name} is degraded: ${describeObstacles(look.environment)}`,
      );
    }
  }
}
