import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { ReactNode } from 'react';
import { payments } from '../__testUtils__/renderCard';
import { deliveryApiRef, launchesApiRef, wiringApiRef } from '../api';
import {
  createDelivery,
  createLaunch,
  FakeDeliveryApi,
  FakeLaunchesApi,
  createWiring,
  createWiringSummary,
  FakeWiringApi,
} from '../testUtils';
import { LegacyLaunchesPage } from './LegacyLaunchesPage';
import { LegacyWiringPage } from './LegacyWiringPage';
import {
  deliveryPlugin,
  EntityEnvironmentsCard,
  EntityPipelinesCard,
  EntityRolloutCard,
  EntityWiringCard,
} from '.';

const show = (card: ReactNode) =>
  renderInTestApp(
    <TestApiProvider
      apis={[
        [deliveryApiRef, new FakeDeliveryApi(createDelivery())],
        [wiringApiRef, new FakeWiringApi(createWiring())],
      ]}
    >
      <EntityProvider entity={payments}>{card}</EntityProvider>
    </TestApiProvider>,
  );

describe('in the old frontend system', () => {
  it.each([
    [
      'environments',
      <EntityEnvironmentsCard />,
      'No environment is configured',
    ],
    ['rollout', <EntityRolloutCard />, 'Nothing deployed yet'],
    ['pipelines', <EntityPipelinesCard />, 'No pipeline has run yet'],
    ['wiring', <EntityWiringCard />, 'Nothing of it is known.'],
  ])('shows the same %s card', async (_, card, text) => {
    await show(card);
    expect(await screen.findByText(text)).toBeVisible();
  });

  it('shows the same page of launches', async () => {
    await renderInTestApp(
      <TestApiProvider
        apis={[[launchesApiRef, new FakeLaunchesApi([createLaunch()])]]}
      >
        <LegacyLaunchesPage />
      </TestApiProvider>,
    );
    expect(
      await screen.findByRole('heading', { name: 'payments' }),
    ).toBeVisible();
    expect(screen.getByRole('heading', { name: 'Launches' })).toBeVisible();
  });

  it('shows the same list of the wiring of all services', async () => {
    const api = new FakeWiringApi();
    api.list = { services: [createWiringSummary()], unreadable: 0 };
    await renderInTestApp(
      <TestApiProvider apis={[[wiringApiRef, api]]}>
        <LegacyWiringPage />
      </TestApiProvider>,
      {
        mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      },
    );
    expect(
      await screen.findByRole('link', { name: 'payments' }),
    ).toHaveAttribute('href', '/catalog/default/component/payments');
    expect(
      screen.getByRole('heading', { name: 'Wiring health' }),
    ).toBeVisible();
  });

  it('brings its own client', () => {
    const apis = [...deliveryPlugin.getApis()].map(({ api }) => api.id);
    expect(apis).toEqual([
      'plugin.delivery.service',
      'plugin.delivery.preflight',
      'plugin.delivery.launches',
      'plugin.delivery.wiring',
    ]);
  });
});
