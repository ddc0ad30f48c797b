import { World } from '../../__testUtils__/World';
import { planGitopsCredential, tokenReference } from './plan';

const now = new Date('2026-06-01T12:00:00Z');
const reference = (id: number) =>
  tokenReference({ tokenName: 'slipway-ci', id, repository: 'acme/p-gitops' });
const token = (id: number, fields = {}) => ({
  id,
  name: 'slipway-ci',
  active: true,
  scopes: ['write_repository'],
  expires_at: '2027-05-31',
  ...fields,
});
const variable = (id: number, fields = {}) => ({
  key: 'GITOPS_TOKEN',
  value: null,
  hidden: true,
  masked: true,
  protected: true,
  raw: true,
  environment_scope: '*',
  description: reference(id),
  ...fields,
});

it.each([
  ['nothing is there', [], undefined, true, 'create', []],
  ['a good token is held', [token(1)], variable(1), false, 'unchanged', []],
  [
    'the variable is gone',
    [token(1)],
    undefined,
    true,
    'the variable is missing',
    [1],
  ],
  [
    'the token is revoked',
    [token(1, { active: false })],
    variable(1),
    true,
    'no active token',
    [],
  ],
  [
    'the token expires soon',
    [token(1, { expires_at: '2026-06-20' })],
    variable(1),
    true,
    'expires on 2026-06-20',
    [1],
  ],
  [
    'a crash came after the minting',
    [token(1), token(2)],
    variable(1),
    false,
    '1 tokens that nothing uses',
    [2],
  ],
  [
    'a crash came before the variable',
    [token(1)],
    variable(9),
    true,
    'no active token',
    [1],
  ],
  [
    'somebody has unhidden it',
    [token(1)],
    variable(1, { protected: false }),
    true,
    'not hidden and protected',
    [1],
  ],
  [
    'a token of another name',
    [token(1), token(3, { name: 'x' })],
    variable(1),
    false,
    'unchanged',
    [],
  ],
])('planGitopsCredential: %s', (_, tokens, held, mint, words, orphans) => {
  const planned = planGitopsCredential({
    tokenName: 'slipway-ci',
    repository: 'acme/p-gitops',
    tokens,
    variable: held,
    now,
    renewDays: 30,
    rotate: false,
  });
  expect(planned.mint).toBe(mint);
  expect(planned.orphans).toEqual(orphans);
  expect(
    planned.plan.kind === 'update' ? planned.plan.why : planned.plan.kind,
  ).toContain(words);
});

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
