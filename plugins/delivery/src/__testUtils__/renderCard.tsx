import { Entity } from '@backstage/catalog-model';
import { ExtensionDefinition } from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { signalApiRef } from '@backstage/plugin-signals-react';
import {
  deliverySignalChannel,
  ServiceDelivery,
} from '@slipway/plugin-delivery-common';
import { act } from '@testing-library/react';
import { deliveryApiRef } from '../api';
import { createDelivery, FakeDeliveryApi, FakeSignalApi } from '../testUtils';

export const entityRef = 'component:default/payments';

export const payments: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'payments',
    namespace: 'default',
    annotations: {
      'argocd/app-selector': 'backstage.io/kubernetes-id=payments',
    },
  },
  spec: { type: 'service', owner: 'group:default/payments-team' },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/payments-team' }],
};

export interface RenderOptions {
  /** What the portal shows; nothing at first when left out. */
  delivery?: Partial<ServiceDelivery>;
  /** What the portal answers in place of a delivery. */
  failure?: Error;
  entity?: Entity;
}

/** Draws an extension of the entity page as an app does. */
export function renderCard(
  extension: ExtensionDefinition,
  { delivery, failure, entity = payments }: RenderOptions = {},
) {
  const api = new FakeDeliveryApi(delivery && createDelivery(delivery));
  const signals = new FakeSignalApi();
  if (failure) {
    api.release();
    api.fail(failure);
  }
  renderTestApp({
    extensions: [createTestEntityPage({ entity }), extension],
    apis: [
      [deliveryApiRef, api],
      [signalApiRef, signals],
    ],
  });
  const signal = () =>
    act(async () => signals.send(deliverySignalChannel(entityRef), {}));
  return {
    api,
    signals,
    /** Something happens out there, and the page is told. */
    change: async (parts: Partial<ServiceDelivery>) => {
      api.show(createDelivery({ version: api.gets.length + 1, ...parts }));
      await signal();
    },
    /** The portal stops answering, and the page notices. */
    breakDown: async (error: Error) => {
      api.fail(error);
      await signal();
    },
  };
}
