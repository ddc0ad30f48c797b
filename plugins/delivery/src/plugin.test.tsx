import { Entity } from '@backstage/catalog-model';
import { createExtensionTester } from '@backstage/frontend-test-utils';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { screen } from '@testing-library/react';
import { payments, renderCard } from './__testUtils__/renderCard';
import { deliveryContent, isDeliveryAvailable } from './extensions';
import plugin from './plugin';
import { createEnvironment, createRollout, observed } from './testUtils';

const entity = (
  kind: string,
  annotations?: Record<string, string>,
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name: 'payments', annotations },
});

describe('the extensions', () => {
  it('have the ids that an app config names', () => {
    const ids = [
      'api:delivery',
      'entity-card:delivery/environments',
      'entity-card:delivery/rollout',
      'entity-card:delivery/pipelines',
      'entity-content:delivery/delivery',
      'scaffolder-form-field:delivery/service-name',
      'scaffolder-form-field:delivery/preflight',
      'api:delivery/launches',
      'page:delivery/launches',
      'entity-context-menu-item:delivery/decommission',
      'api:delivery/wiring',
      'entity-card:delivery/wiring',
      'page:delivery/wiring',
    ];
    for (const id of ids) {
      expect(plugin.getExtension(id as never)).toBeDefined();
    }
  });

  it.each<[string, Entity, boolean]>([
    ['argocd/app-name', entity('Component', { 'argocd/app-name': 'p' }), true],
    [
      'argocd/app-selector',
      entity('component', { 'argocd/app-selector': 'a=b' }),
      true,
    ],
    [
      'gitlab.com/project-slug',
      entity('Component', { 'gitlab.com/project-slug': 'a/p' }),
      true,
    ],
    [
      'gitlab.com/project-id',
      entity('Component', { 'gitlab.com/project-id': '1' }),
      true,
    ],
    [
      'github.com/project-slug',
      entity('Component', { 'github.com/project-slug': 'a/p' }),
      true,
    ],
    ['no annotation', entity('Component'), false],
    ['another kind', entity('API', { 'argocd/app-name': 'p' }), false],
  ])('are there for a component with its annotation: %s', (_, of, expected) => {
    expect(isDeliveryAvailable(of)).toBe(expected);
  });

  it('put the page into the group of deployments', () => {
    const tester = createExtensionTester(deliveryContent);
    const { group, title, filterFunction } = EntityContentBlueprint.dataRefs;
    expect(tester.get(group)).toBe('deployment');
    expect(tester.get(title)).toBe('Delivery');
    expect(tester.get(filterFunction)?.(payments)).toBe(true);
  });

  it('show the whole delivery on the page with one request for all of it', async () => {
    const { api, signals } = renderCard(deliveryContent, {
      delivery: {
        environments: observed([
          createEnvironment({ rollout: createRollout() }),
        ]),
      },
    });
    const headings = await screen.findAllByRole('heading', { level: 3 });
    expect(headings.map(({ textContent }) => textContent)).toEqual([
      'Environments',
      'Rollout',
      'Pipelines',
    ]);
    expect(await screen.findByText('No pipeline has run yet')).toBeVisible();
    expect(api.gets).toHaveLength(1);
    expect(signals.count('delivery:component:default/payments')).toBe(1);
  });
});
