import { RELATION_OWNED_BY } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  getEntityRelations,
  humanizeEntityRef,
  useEntity,
} from '@backstage/plugin-catalog-react';
import { Observed, ServiceDelivery } from '@slipway/plugin-delivery-common';
import { ReactNode, useMemo } from 'react';
import { deliveryApiRef } from '../api';
import { Operations, OperationsContext } from '../operations';
import { useServiceDelivery } from '../store';
import { useWords, Words } from '../translation';
import { DeliveryCard } from './DeliveryCard';
import { deriveCardState } from './deriveCardState';
import { RowBoundary } from './RowBoundary';
import { Announceable, useAnnouncement } from './useAnnouncement';

export interface DeliveryPartProps<T> {
  title: string;
  select: (delivery: ServiceDelivery) => Observed<T>;
  announce: (value: T, words: Words) => Announceable[];
  children: (value: T) => ReactNode;
}

/** Loads the delivery of the entity of the page and shows one part of it as a card. */
export function DeliveryPart<T>(props: DeliveryPartProps<T>) {
  const { title, select, announce, children } = props;
  const words = useWords();
  const api = useApi(deliveryApiRef);
  const { entity } = useEntity();
  const { entityRef, view, refresh } = useServiceDelivery(entity);

  const operations = useMemo<Operations>(
    () => ({
      operate: request => api.operate(entityRef, request),
      refresh,
      owners: getEntityRelations(entity, RELATION_OWNED_BY).map(owner =>
        humanizeEntityRef(owner, { defaultKind: 'group' }),
      ),
    }),
    [api, entity, entityRef, refresh],
  );
  const model = useMemo(() => deriveCardState(view, select), [view, select]);
  const announceables = useMemo(
    () =>
      model.state.kind === 'shown' ? announce(model.state.value, words) : [],
    [model, announce, words],
  );
  const announcement = useAnnouncement(announceables);

  return (
    <OperationsContext.Provider value={operations}>
      <DeliveryCard
        title={title}
        model={model}
        announcement={announcement}
        onRetry={refresh}
      >
        {value => <RowBoundary of={value}>{children(value)}</RowBoundary>}
      </DeliveryCard>
    </OperationsContext.Provider>
  );
}
