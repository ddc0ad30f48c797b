import { World } from '../../__testUtils__/World';

describe('delivery:gitops-credential:ensure', () => {
  let world: World;
  beforeEach(async () => {
    world = new World();
    await world.start();
    world.gitlab.state.addProject('acme/payments', { topics: ['slipway'] });
    world.gitlab.state.addProject('acme/payments-gitops', {
      topics: ['slipway'],
    });
  });
  afterEach(() => world.stop());
  const run = (fields = {}) =>
    world.run('delivery:gitops-credential:ensure', {
      service: 'payments',
      ...fields,
    });
  const living = () =>
    world.gitlab.state.accessTokens.filter(({ revoked }) => !revoked);
  const stored = () =>
    world.gitlab.state.variables.find(({ key }) => key === 'GITOPS_TOKEN')!;

  it('T03, T29: a token for one repository, with one scope, hidden and protected', async () => {
    await expect(run()).resolves.toMatchObject({
      result: 'created',
      expiresAt: '2027-05-31',
    });
    expect(living()).toMatchObject([
      {
        name: 'slipway-ci',
        scopes: ['write_repository'],
        access_level: 40,
        expires_at: '2027-05-31',
      },
    ]);
    expect(stored()).toMatchObject({
      masked: true,
      hidden: true,
      protected: true,
      value: living()[0].secret,
    });
  });
  it('T22: replaces a token that will soon expire, and revokes the old one last', async () => {
    await run();
    world.clock.advance(340);
    world.gitlab.requests.length = 0;
    await expect(run()).resolves.toMatchObject({ result: 'updated' });
    expect(world.gitlab.writes.map(one => one.replace(/\d+/g, 'n'))).toEqual([
      'POST /api/vn/projects/n/access_tokens',
      'PUT /api/vn/projects/n/variables/GITOPS_TOKEN',
      'DELETE /api/vn/projects/n/access_tokens/n',
    ]);
    expect(living()).toHaveLength(1);
    expect(stored().value).toBe(living()[0].secret);
  });
  it('rotates when asked', async () => {
    await run();
    await expect(run({ rotate: true, days: 90 })).resolves.toMatchObject({
      result: 'updated',
      expiresAt: '2026-08-30',
    });
    expect(living()).toHaveLength(1);
  });
});
