import { SignalApi } from '@backstage/plugin-signals-react';
import { DeliveryApi } from '../api';
import { DeliverySubscription } from './DeliverySubscription';

/** Hands everyone who asks for the same service of the same portal the same subscription. */
export class DeliverySubscriptions {
  readonly #byApi = new WeakMap<
    DeliveryApi,
    Map<string, DeliverySubscription>
  >();

  get(
    api: DeliveryApi,
    signals: SignalApi | undefined,
    entityRef: string,
  ): DeliverySubscription {
    const byEntity = this.#byApi.get(api) ?? new Map();
    this.#byApi.set(api, byEntity);
    const held = byEntity.get(entityRef);
    if (held) {
      return held;
    }
    const made = new DeliverySubscription({ entityRef, api, signals });
    byEntity.set(entityRef, made);
    return made;
  }
}
