import { renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { screen } from '@testing-library/react';
import { payments } from '../__testUtils__/renderCard';
import { wiringApiRef } from '../api';
import { wiringCard } from '../extensions';
import {
  createWiring,
  createWiringItem,
  FakeSignalApi,
  FakeWiringApi,
} from '../testUtils';

describe('the head of the wiring', () => {
  it('says why the last check came to nothing, and keeps what was found before', async () => {
    const health = createWiring({
      items: [createWiringItem({ key: 'hook', name: 'acme/payments' })],
      checkFailure: {
        at: '2026-11-21T12:05:00.000Z',
        reason: 'There was no end to it within 120 s',
      },
    });
    renderTestApp({
      extensions: [createTestEntityPage({ entity: payments }), wiringCard],
      apis: [
        [wiringApiRef, new FakeWiringApi(health)],
        [signalApiRef, new FakeSignalApi()],
      ],
    });
    expect(
      await screen.findByText(
        'It could not be checked: There was no end to it within 120 s',
      ),
    ).toBeInTheDocument();
    expect(screen.getByText('Sound')).toBeInTheDocument();
  });
});
