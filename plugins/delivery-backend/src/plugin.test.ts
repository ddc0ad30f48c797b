import { ServiceUnavailableError } from '@backstage/errors';
import {
  appConfig,
  bootPortal,
  environmentOf,
  pausedCanary,
} from './__testUtils__';

describe('deliveryPlugin', () => {
  it('does not start without its config, and says what is missing', async () => {
    await expect(
      bootPortal({ config: { ...appConfig, delivery: undefined as never } }),
    ).rejects.toThrow('There is no `delivery` section in the app config');
  });

  it('tells no credential to anybody', async () => {
    const portal = await bootPortal();
    portal.cluster.put(...pausedCanary());
    const delivery = await portal.seen(
      it => environmentOf(it, 'dev')?.standing === 'paused',
    );
    portal.cluster.disconnect(new ServiceUnavailableError('down'));
    const logged = Object.values(portal.logger).flatMap(
      method => (method as jest.Mock).mock?.calls ?? [],
    );
    const told = JSON.stringify([delivery, portal.signals, logged]);
    expect(told).not.toContain('canary-');
    await portal.backend.stop();
  });
});
