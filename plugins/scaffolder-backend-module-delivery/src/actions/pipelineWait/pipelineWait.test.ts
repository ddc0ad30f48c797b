import { World } from '../../__testUtils__/World';

describe('delivery:pipeline:wait', () => {
  let world: World;
  beforeEach(async () => {
    world = new World();
    await world.start();
    const project = world.gitlab.state.addProject('acme/payments');
    world.gitlab.state.addCommit(project, 'Launch', { a: '1' });
  });
  afterEach(() => world.stop());
  const run = (fields = {}) =>
    world.run('delivery:pipeline:wait', {
      repoUrl: world.repoUrl('payments'),
      ...fields,
    });
  const project = () => world.gitlab.state.project('acme/payments')!;
  const job = (name: string, status: string, fields = {}) => ({
    id: 1,
    name,
    status,
    web_url: `https://gitlab.example.com/jobs/${name}`,
    ...fields,
  });

  it('says nothing when the pipeline has succeeded already', async () => {
    world.gitlab.state.addPipeline(project(), 'success');
    await expect(run()).resolves.toMatchObject({ result: 'unchanged' });
  });

  it('waits in phases, each said once', async () => {
    const { state } = world.gitlab;
    const script = [
      () => {},
      () => state.addPipeline(project(), 'pending'),
      () => {},
      () => {
        state.pipelines[0].status = 'running';
        state.pipelines[0].jobs = [
          job('lint', 'running'),
          job('unit-tests', 'running'),
        ];
      },
      () => {},
      () => {
        state.pipelines[0].jobs = [
          job('lint', 'success'),
          job('unit-tests', 'created'),
        ];
      },
      () => {
        state.pipelines[0].status = 'success';
      },
    ];
    world.clock.onSleep = () => script.shift()?.();
    await expect(run()).resolves.toMatchObject({ result: 'updated' });
    expect(
      world.logs.map(line => line.replace(/[0-9a-f]{8}|\d+(?=:| of)/g, 'n')),
    ).toEqual([
      'waiting for a pipeline of acme/payments@n',
      'pipeline n: waiting for a runner',
      'pipeline n: running lint, unit-tests',
      expect.stringMatching(/pipeline n: n of 2 jobs done/),
      expect.stringMatching(/has succeeded/),
    ]);
  });

  it.each([
    [
      'failed',
      [
        job('lint', 'success'),
        job('scan-image', 'failed', { failure_reason: 'script_failure' }),
        job('sign-image', 'failed', { allow_failure: true }),
      ],
      /failed in scan-image \(script_failure\) https:\/\/gitlab.example.com\/jobs\/scan-image; mend it/,
    ],
    ['canceled', [], /was canceled; start it again/],
    ['skipped', [], /was skipped/],
    ['manual', [job('gate', 'manual')], /waits for somebody to start gate/],
  ])('ends at once when it is %s', async (status, jobs, message) => {
    world.gitlab.state.addPipeline(project(), status, jobs);
    const error = await run().catch(e => e);
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain('sign-image');
  });

  it('says why none may have started', async () => {
    await expect(run({ startSeconds: 10 })).rejects.toThrow(
      /No pipeline has started .* is CI on for the project/,
    );
  });
  it('T04: points at the runners when one does not end', async () => {
    world.gitlab.state.addPipeline(project(), 'pending');
    await expect(run({ timeoutSeconds: 60 })).rejects.toThrow(
      /has not finished in time \(pipeline \d+: waiting for a runner\); is a runner online/,
    );
  });
  it('stops when the task is cancelled', async () => {
    const controller = new AbortController();
    world.clock.onSleep = () => controller.abort();
    await expect(
      world.run(
        'delivery:pipeline:wait',
        { repoUrl: world.repoUrl('payments') },
        { signal: controller.signal },
      ),
    ).rejects.toMatchObject({ name: 'AbortError' });
  });
});
