import { EntityProvider } from '@backstage/plugin-catalog-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { ReactNode } from 'react';
import { payments } from '../__testUtils__/renderCard';
import { deliveryApiRef, launchesApiRef } from '../api';
import {
  createDelivery,
  createLaunch,
  FakeDeliveryApi,
  FakeLaunchesApi,
} from '../testUtils';
import { LegacyLaunchesPage } from './LegacyLaunchesPage';
import {
  deliveryPlugin,
  EntityEnvironmentsCard,
  EntityPipelinesCard,
  EntityRolloutCard,
} from '.';

const show = (card: ReactNode) =>
  renderInTestApp(
    <TestApiProvider
      apis={[[deliveryApiRef, new FakeDeliveryApi(createDelivery())]]}
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
