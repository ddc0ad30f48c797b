import { SignalsService } from '@backstage/plugin-signals-node';
import { deliverySignalChannel } from '@slipway/plugin-delivery-common';

/** Tells browsers that there is something new; what it is they fetch, as far as they may see it. */
export class DeliveryNotifier {
  readonly #signals: SignalsService;

  constructor(signals: SignalsService) {
    this.#signals = signals;
  }

  async changed(entityRef: string, version: number): Promise<void> {
    await this.#signals.publish({
      recipients: { type: 'broadcast' },
      channel: deliverySignalChannel(entityRef),
      message: { entityRef, version },
    });
  }
}
