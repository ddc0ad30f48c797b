import { renderTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { WiringSummary } from '@slipway/plugin-delivery-common';
import { wiringApiRef } from '../api';
import './WiringPage';
import { wiringPage } from '../extensions';
import {
  createRefusal,
  createWiringSummary,
  FakeWiringApi,
} from '../testUtils';

function renderPage(services: WiringSummary[], failure?: Error) {
  const api = new FakeWiringApi();
  api.list = { services, unreadable: 0 };
  api.failure = failure;
  renderTestApp({
    extensions: [wiringPage],
    initialRouteEntries: ['/wiring'],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    apis: [[wiringApiRef, api]],
  });
  return { api, user: userEvent.setup() };
}

const orders = createWiringSummary({
  service: 'orders',
  standing: 'broken',
  broken: 2,
  unknown: 1,
  nextExpiry: '2020-01-02',
  worst: {
    key: 'wiring.hook-missing.wrong',
    params: { path: 'acme/orders', url: 'the portal' },
  },
});
const sound = createWiringSummary();

describe('the list of the wiring of all services', () => {
  it('says that there are none, and what to do', async () => {
    renderPage([]);
    expect(
      await screen.findByText('Nothing has been launched yet'),
    ).toBeVisible();
  });

  it('says why it could not be loaded, and tries again when asked', async () => {
    const failure = await createRefusal(503, 'The database is down');
    const { api, user } = renderPage([sound], failure);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The database is down',
    );
    api.failure = undefined;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('table')).toBeVisible();
  });

  it('has a row for each service with its standing as a word, and leads to its page', async () => {
    renderPage([orders, sound]);
    const table = await screen.findByRole('table', { name: 'Wiring health' });
    const [, first, second] = within(table).getAllByRole('row');
    expect(within(first).getByRole('link', { name: 'orders' })).toHaveAttribute(
      'href',
      '/catalog/default/component/orders',
    );
    for (const text of [
      'Broken',
      '2 broken, 1 unknown, 23 sound',
      'ended on Jan 2, 2020',
      'The webhook of acme/orders to the portal is gone.',
    ]) {
      expect(within(first).getByText(text)).toBeVisible();
    }
    expect(within(second).getByText('26 sound')).toBeVisible();
    expect(within(second).getByText('none')).toBeVisible();
  });

  it('says of a service that it was never checked', async () => {
    renderPage([
      createWiringSummary({ standing: 'unknown', checkedAt: undefined }),
    ]);
    expect(await screen.findByText('never')).toBeVisible();
  });

  it('shows those of one standing, chosen by the keyboard', async () => {
    const { user } = renderPage([orders, sound]);
    const all = await screen.findByRole('radio', { name: 'All 2' });
    expect(all).toBeChecked();
    all.focus();
    await user.keyboard('{ArrowRight}{Enter}');
    expect(screen.getByRole('radio', { name: 'Broken 1' })).toBeChecked();
    expect(screen.getByText('One service is shown.')).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'payments' })).toBeNull();
    await user.click(screen.getByRole('radio', { name: 'Needs attention 0' }));
    expect(screen.getByText('No service is like that')).toBeVisible();
  });

  it('says how many services it cannot read', async () => {
    const { api } = renderPage([sound]);
    api.list = { services: [sound], unreadable: 1 };
    expect(await screen.findByText(/^One service is left out/)).toBeVisible();
  });
});
