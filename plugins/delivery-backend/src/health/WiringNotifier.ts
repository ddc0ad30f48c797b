import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { SignalsService } from '@backstage/plugin-signals-node';
import { wiringSignalChannel } from '@slipway/plugin-delivery-common';

/** Tells browsers that there is something new about the wiring of a service; what, they fetch. */
export class WiringNotifier {
  readonly #signals: SignalsService;
  readonly #logger: LoggerService;

  constructor(options: { signals: SignalsService; logger: LoggerService }) {
    this.#signals = options.signals;
    this.#logger = options.logger;
  }

  /** A signal that is lost is made up for by the next look of the page; it stops no work. */
  async changed(entityRef: string): Promise<void> {
    try {
      await this.#signals.publish({
        recipients: { type: 'broadcast' },
        channel: wiringSignalChannel(entityRef),
        message: { entityRef },
      });
    } catch (error) {
      this.#logger.warn(
        `Nobody could be told of the wiring of ${entityRef}`,
        toError(error),
      );
    }
  }
}
