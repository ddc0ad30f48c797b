import { newRepository } from '../__testUtils__/ContractWorld';
import { forgeKinds, useForges } from '../__testUtils__/useForges';

const worldOf = useForges();

describe.each(forgeKinds)('what goes wrong on %s', kind => {
  it('a 429 is waited for as long as Retry-After says, also with a write', async () => {
    const world = worldOf(kind);
    const repository = await newRepository(world);
    await world.addFault({
      effect: 'status',
      status: 429,
      retryAfterSeconds: 1,
      method: 'POST',
      path: world.apiPath(repository),
      count: 1,
    });
    const before = Date.now();
    await world.forge.hooks.put(repository, {
      url: 'http://127.0.0.1:9/',
      events: ['push'],
    });
    expect(Date.now() - before).toBeGreaterThanOrEqual(950);
    await expect(world.forge.hooks.list(repository)).resolves.toHaveLength(1);
  });
  it.each([
    { effect: 'status', status: 502 },
    { effect: 'reset' },
    { effect: 'drop-after' },
  ])('a read is repeated after %j', async fault => {
    const world = worldOf(kind);
    const { path } = await newRepository(world);
    await world.addFault({ ...fault, method: 'GET', count: 1 });
    await expect(world.forge.repositories.find(path)).resolves.toMatchObject({
      path,
    });
  });
  it.each([{ effect: 'status', status: 503 }, { effect: 'reset' }])(
    'a write is not repeated after %j, and nothing tells its value',
    async fault => {
      const world = worldOf(kind);
      const repository = await newRepository(world);
      await world.addFault({
        ...fault,
        method: 'POST',
        path: world.apiPath(repository),
      });
      const error = await world.forge.hooks
        .put(repository, {
          url: 'http://127.0.0.1:9/',
          events: ['push'],
          secret: 'planted-hook-CANARY',
        })
        .catch(e => e);
      expect(error).toMatchObject({ name: 'ServiceUnavailableError' });
      const seen = `${error.stack}${JSON.stringify(error)}${String(
        error.cause,
      )}`;
      expect(seen).not.toContain('CANARY');
      expect(seen).not.toContain(world.secret);
      await world.clearFaults();
      await expect(world.forge.hooks.list(repository)).resolves.toEqual([]);
    },
  );
  it('a refusal says whose credential was refused, and where', async () => {
    const world = worldOf(kind);
    const { path } = await newRepository(world);
    await world.addFault({ effect: 'status', status: 401, method: 'GET' });
    await expect(world.forge.repositories.find(path)).rejects.toMatchObject({
      name: 'AuthenticationError',
      message: expect.stringContaining(`integrations.${world.forge.kind}`),
    });
  });
  it('a run that is cancelled ends its requests at once', async () => {
    const world = worldOf(kind);
    const { path } = await newRepository(world);
    await world.addFault({ effect: 'latency', milliseconds: 5000 });
    const controller = new AbortController();
    const pending = world.forgeFor(controller.signal).repositories.find(path);
    setTimeout(() => controller.abort(), 100);
    const before = Date.now();
    await expect(pending).rejects.toMatchObject({ name: 'AbortError' });
    expect(Date.now() - before).toBeLessThan(3000);
  });
});
