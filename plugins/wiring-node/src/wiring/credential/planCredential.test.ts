import { newKeyPair } from '../../forge';
import { identityOf } from './identityOf';
import { planCredential, unusedCredentials } from './planCredential';

const held = (id: number, fields: object = {}) => ({
  id: String(id),
  name: 'slipway-argocd',
  title: 'deploy key' as const,
  active: true,
  identity: `SHA256:${id}`,
  scopes: [],
  ...fields,
});

it.each([
  ['a place holds one that works', [held(1)], false, false, 'unchanged'],
  ['there is nothing yet', [], true, false, 'create'],
  ['a run broke off after minting', [held(1)], true, false, 'update'],
  [
    'only a revoked one is left',
    [held(1, { active: false })],
    true,
    false,
    'create',
  ],
  ['a place holds one that does not work', [], true, true, 'update'],
])('planCredential when %s', (_, list, needed, replaces, kind) => {
  expect(planCredential({ held: list, needed, replaces }).kind).toBe(kind);
});

it('what no place holds is unused, whether its kind is a key or a token', () => {
  const pair = newKeyPair('x');
  const used = [
    identityOf({ kind: 'ssh-key', privateKey: pair.privateKey }),
    identityOf({ kind: 'password', username: 'bot', password: 'p' }),
    undefined,
  ];
  const list = [
    held(1, { identity: pair.fingerprint }),
    held(2, { identity: 'bot' }),
    held(3),
    held(4, { active: false }),
  ];
  expect(unusedCredentials(list, used).map(({ id }) => id)).toEqual(['3']);
});
