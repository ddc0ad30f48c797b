import { webhookSecret, World } from '../../__testUtils__/World';

describe('delivery:webhook:ensure', () => {
  let world: World;
  beforeEach(async () => {
    world = new World();
    await world.start();
    world.gitlab.state.addProject('acme/payments', { topics: ['slipway'] });
  });
  afterEach(() => world.stop());
  const run = (fields = {}) =>
    world.run('delivery:webhook:ensure', {
      repoUrl: world.repoUrl('payments'),
      ...fields,
    });

  it('T21: tells the portal of pushes, pipelines and jobs, with its secret', async () => {
    await expect(run()).resolves.toMatchObject({
      result: 'created',
      url: 'https://portal.example.com/api/events/http/gitlab',
    });
    expect(world.gitlab.state.hooks).toMatchObject([
      {
        push_events: true,
        pipeline_events: true,
        job_events: true,
        token: webhookSecret,
        enable_ssl_verification: true,
      },
    ]);
    await expect(run()).resolves.toMatchObject({ result: 'unchanged' });
    await expect(run({ replaceSecret: true })).resolves.toMatchObject({
      result: 'updated',
    });
  });
  it('puts events right that somebody has switched off', async () => {
    await run();
    world.gitlab.state.hooks[0].pipeline_events = false;
    await expect(run()).resolves.toMatchObject({ result: 'updated' });
    expect(world.gitlab.state.hooks).toHaveLength(1);
    expect(world.gitlab.state.hooks[0].pipeline_events).toBe(true);
  });
  it("does not send the portal's secret to anybody else", async () => {
    await run({
      url: 'https://argocd.example.com/api/webhook',
      events: ['push_events'],
    });
    expect(world.gitlab.state.hooks[0].token).toBeUndefined();
    expect(world.gitlab.state.hooks[0].job_events).toBe(false);
  });
  it('names the missing config', async () => {
    world.config = { ...world.config, webhookSecret: undefined };
    await expect(run()).rejects.toThrow('delivery.webhook.secret must be set');
  });
});
