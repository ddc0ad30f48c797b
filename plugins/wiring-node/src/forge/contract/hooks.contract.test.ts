import { newRepository } from '../__testUtils__/ContractWorld';
import { forgeKinds, useForges } from '../__testUtils__/useForges';

const worldOf = useForges();

const url = 'http://127.0.0.1:9/api/events';

describe.each(forgeKinds)('hooks on %s', kind => {
  it('a hook is made, changed without a second one, and taken away', async () => {
    const world = worldOf(kind);
    const { hooks } = world.forge;
    const repository = await newRepository(world);
    await expect(hooks.list(repository)).resolves.toEqual([]);
    await hooks.put(repository, {
      url,
      events: ['push', 'pipeline', 'job'],
      secret: 'planted-hook-CANARY',
    });
    const [hook] = await hooks.list(repository);
    expect(hook).toMatchObject({
      url,
      active: true,
      verifiesTls: true,
      events: ['push', 'pipeline', 'job'],
    });
    expect(JSON.stringify(hook)).not.toContain('CANARY');
    await hooks.put(repository, { url, events: ['push'] }, hook.id);
    await expect(hooks.list(repository)).resolves.toMatchObject([
      { id: hook.id, events: ['push'] },
    ]);
    await hooks.remove(repository, hook.id);
    await expect(hooks.list(repository)).resolves.toEqual([]);
    await hooks.remove(repository, hook.id);
  });
});
