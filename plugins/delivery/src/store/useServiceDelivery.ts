import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi, useApiHolder } from '@backstage/frontend-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { useSyncExternalStore } from 'react';
import { deliveryApiRef } from '../api';
import { DeliverySubscriptions } from './DeliverySubscriptions';
import { DeliveryView } from './DeliveryView';

const subscriptions = new DeliverySubscriptions();

/** The delivery of a service, kept current; all cards on the page share one subscription. */
export function useServiceDelivery(entity: Entity): {
  entityRef: string;
  view: DeliveryView;
  refresh: () => Promise<void>;
} {
  const api = useApi(deliveryApiRef);
  // A portal without the signals plugin is told of nothing and asks more often instead.
  const signals = useApiHolder().get(signalApiRef);
  const entityRef = stringifyEntityRef(entity);
  const subscription = subscriptions.get(api, signals, entityRef);
  const view = useSyncExternalStore(
    subscription.subscribe,
    subscription.getView,
    subscription.getView,
  );
  return { entityRef, view, refresh: subscription.refresh };
}
