import { Entity } from '@backstage/catalog-model';
import { ExtensionDefinition } from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { deliveryApiRef } from '../api';
import { FakeDeliveryApi, FakeSignalApi } from '../testUtils';

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

/** Draws an extension of the entity page as an app does. */
export function renderCard(
  extension: ExtensionDefinition,
  api: FakeDeliveryApi,
  signals = new FakeSignalApi(),
) {
  renderTestApp({
    extensions: [createTestEntityPage({ entity: payments }), extension],
    apis: [
      [deliveryApiRef, api],
      [signalApiRef, signals],
    ],
  });
  return { signals };
}
