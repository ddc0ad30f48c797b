import { setTimeout as delay } from 'node:timers/promises';
import { newRepository, withContent } from '../__testUtils__/ContractWorld';
import { forgeKinds, useForges } from '../__testUtils__/useForges';

const worldOf = useForges();

describe.each(forgeKinds)('pipelines on %s', kind => {
  it('a commit with nothing for CI to do has no pipeline', async () => {
    const world = worldOf(kind);
    const { content, pipelines } = world.forge;
    const repository = await withContent(world, await newRepository(world));
    const sha = (await content.head(repository, 'main'))!;
    await expect(
      pipelines.newest(repository, { branch: 'main', sha }),
    ).resolves.toBeUndefined();
  });
  it('the pipeline of a commit is found, with its jobs, and ends', async () => {
    const world = worldOf(kind);
    const { content, pipelines } = world.forge;
    const repository = await newRepository(world);
    const sha = await content.commit(repository, {
      branch: 'main',
      message: 'First',
      changes: [
        { action: 'create', path: 'README.md', content: Buffer.from('one') },
        {
          action: 'create',
          path: pipelines.definition,
          content: Buffer.from(world.definition),
        },
      ],
    });
    const commit = { branch: 'main', sha };
    let pipeline = await pipelines.newest(repository, commit);
    for (let n = 0; n < 150 && pipeline?.state !== 'succeeded'; n++) {
      await delay(200);
      pipeline = await pipelines.newest(repository, commit);
    }
    expect(pipeline).toMatchObject({ state: 'succeeded' });
    expect(pipeline!.webUrl).toContain(repository.path);
    const jobs = await pipelines.jobs(repository, pipeline!.id);
    expect(jobs).toMatchObject([{ name: 'greet', state: 'succeeded' }]);
  });
});
