import { World } from '../../__testUtils__/World';

describe('delivery:ci-variable:ensure', () => {
  let world: World;
  beforeEach(async () => {
    world = new World();
    await world.start();
    world.gitlab.state.addProject('acme/payments', { topics: ['slipway'] });
  });
  afterEach(() => world.stop());
  const run = (fields = {}) =>
    world.run('delivery:ci-variable:ensure', {
      repoUrl: world.repoUrl('payments'),
      key: 'A',
      value: 'value-one-CANARY',
      ...fields,
    });

  it('creates, leaves alone, updates', async () => {
    await expect(run()).resolves.toMatchObject({ result: 'created' });
    await expect(run()).resolves.toMatchObject({ result: 'unchanged' });
    await expect(run({ value: 'other-value' })).resolves.toMatchObject({
      result: 'updated',
    });
  });
  it('makes a variable anew that is to be hidden, as GitLab hides no other', async () => {
    await run();
    await expect(run({ hidden: true })).resolves.toMatchObject({
      result: 'updated',
    });
    expect(world.gitlab.writes.map(one => one.split(' ')[0])).toEqual([
      'POST',
      'DELETE',
      'POST',
    ]);
    await expect(run({ hidden: true })).resolves.toMatchObject({
      result: 'unchanged',
    });
    await expect(
      run({ hidden: true, replaceHidden: true }),
    ).resolves.toMatchObject({ result: 'updated' });
  });
  it('keeps the value out of logs and errors', async () => {
    const error = await run({ value: 'a CANARY b', hidden: true }).catch(
      e => e,
    );
    expect(error.name).toBe('InputError');
    expect(error.message + world.logs.join()).not.toContain('CANARY');
  });
  it('says when there is no such repository', async () => {
    await expect(run({ repoUrl: world.repoUrl('none') })).rejects.toThrow(
      'There is no repository acme/none',
    );
  });
});
