import { planWriteCredential } from './planWriteCredential';

const now = new Date('2026-06-01T12:00:00Z');
const reference = (id: number) =>
  `Slipway: access token slipway-ci #${id} of acme/p-gitops`;
const token = (id: number, fields = {}) => ({
  id: String(id),
  name: 'slipway-ci',
  title: 'access token' as const,
  active: true,
  scopes: ['write_repository'],
  expiresAt: '2027-05-31',
  ...fields,
});
const variable = (id: number, fields = {}) => ({
  key: 'GITOPS_TOKEN',
  secret: true,
  masked: true,
  protected: true,
  raw: true,
  environmentScope: '*',
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
    [token(1, { expiresAt: '2026-06-20' })],
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
])('planWriteCredential: %s', (_, tokens, held, mint, words, orphans) => {
  const planned = planWriteCredential({
    name: 'slipway-ci',
    repository: 'acme/p-gitops',
    credentials: tokens,
    variables: held ? [held] : [],
    kept: { secret: true, masked: true, protected: true },
    now,
    renewDays: 30,
    rotate: false,
  });
  expect(planned.mint).toBe(mint);
  expect(planned.orphans.map(({ id }) => Number(id))).toEqual(orphans);
  expect(
    planned.plan.kind === 'update' ? planned.plan.why : planned.plan.kind,
  ).toContain(words);
});
