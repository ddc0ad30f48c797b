import { World } from '../../__testUtils__/World';

const id = 'delivery:repository:ensure';
describe('delivery:repository:ensure', () => {
  let world: World;
  beforeEach(async () => {
    world = new World();
    await world.start();
    world.writeFiles({ 'app/README.md': 'one' });
  });
  afterEach(() => world.stop());
  const run = (fields = {}) =>
    world.run(id, { repoUrl: world.repoUrl('payments'), ...fields });

  it('does not write over what people have changed since', async () => {
    await run({ sourcePath: './app' });
    const project = world.gitlab.state.project('acme/payments')!;
    world.gitlab.state.addCommit(project, 'Say more', { 'README.md': 'mine' });
    world.writeFiles({ 'app/README.md': 'rendered anew' });
    await expect(run({ sourcePath: './app' })).resolves.toMatchObject({
      result: 'unchanged',
    });
    expect(project.files.get('README.md')!.content.toString()).toBe('mine');
    expect(world.logs.at(-1)).toContain('worked on since its launch');
  });

  it('brings an untouched launch up to date', async () => {
    await run({ sourcePath: './app' });
    world.writeFiles({ 'app/README.md': 'rendered anew' });
    await expect(run({ sourcePath: './app' })).resolves.toMatchObject({
      result: 'updated',
    });
    const project = world.gitlab.state.project('acme/payments')!;
    expect(project.files.get('README.md')!.content.toString()).toBe(
      'rendered anew',
    );
  });

  it.each([
    ['archived', { archived: true, topics: ['slipway'] }, 'is archived'],
    [
      'marked for deletion',
      { marked_for_deletion_on: '2026-06-20', topics: ['slipway'] },
      'marked for deletion on 2026-06-20; restore it',
    ],
    ["somebody else's", {}, 'was not made by Slipway; choose another name'],
  ])('refuses a repository that is %s', async (_, fields, message) => {
    world.gitlab.state.addProject('acme/payments', fields);
    await expect(run()).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining(message),
    });
    expect(world.gitlab.writes).toEqual([]);
  });

  it('says where a repository is that has moved, and makes no second one', async () => {
    await run();
    const project = world.gitlab.state.project('acme/payments')!;
    world.gitlab.state.moveProject(project, 'acme/checkout');
    await expect(run()).rejects.toThrow(
      'The repository acme/payments has moved to acme/checkout; move it back, or choose another name',
    );
    expect(world.gitlab.state.projects).toHaveLength(1);
  });

  it('adopts a repository with the topic, and says what it changes', async () => {
    world.gitlab.state.addProject('acme/payments', { topics: ['slipway'] });
    const outputs = await run({ description: 'Payments' });
    expect(outputs.result).toBe('updated');
    expect(world.logs).toContain(
      'updated    repository acme/payments (description)',
    );
  });

  it('knows its own by the launch commit, when somebody has taken the topic away', async () => {
    await run({ sourcePath: './app' });
    world.gitlab.state.project('acme/payments')!.topics = ['python'];
    await expect(run()).resolves.toMatchObject({ result: 'updated' });
    expect(world.gitlab.state.project('acme/payments')!.topics).toEqual([
      'python',
      'slipway',
    ]);
  });

  it('explains a name that is taken out of sight', async () => {
    world.gitlab.state.addProject('acme/payments');
    const { state } = world.gitlab;
    const real = state.project.bind(state);
    const isAsked = () => world.gitlab.writes.length === 0;
    state.project = key =>
      isAsked() && key === 'acme/payments' ? undefined : real(key);
    await expect(run()).rejects.toThrow(
      'The name acme/payments is taken, by a repository that the token of integrations.gitlab may not see',
    );
  });

  it.each([
    ['gitlab.other.com?owner=acme&repo=payments', /No matching integration/],
    ['GROUP', /no group nowhere/],
  ])('says what is wrong with %s', async (repoUrl, message) => {
    await expect(
      run({
        repoUrl:
          repoUrl === 'GROUP'
            ? `${world.gitlab.host}?owner=nowhere&repo=payments`
            : repoUrl,
      }),
    ).rejects.toThrow(message);
  });

  it('stops when the task is cancelled', async () => {
    const controller = new AbortController();
    controller.abort();
    await expect(
      world.run(
        id,
        { repoUrl: world.repoUrl('payments') },
        { signal: controller.signal },
      ),
    ).rejects.toMatchObject({ name: 'AbortError' });
    expect(world.gitlab.requests).toEqual([]);
  });
});
