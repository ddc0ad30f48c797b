import { screen } from '@testing-library/react';
import { environmentsCard } from '../extensions';
import { createDelivery, FakeDeliveryApi } from '../testUtils';
import { renderCard } from '../__testUtils__/renderCard';

describe('environments card', () => {
  it('smoke', async () => {
    renderCard(environmentsCard, new FakeDeliveryApi(createDelivery()));
    expect(
      await screen.findByText('No environment is configured'),
    ).toBeVisible();
  });
});
