import { createPublicKey, verify } from 'node:crypto';
import { utils } from 'ssh2';
import { parseSshUrl } from './parseSshUrl';
import {
  newKeyPair,
  privateKeyFingerprint,
  publicKeyFingerprint,
} from './sshKeys';

it.each([
  ['git@github.com:acme/payments.git', 'github.com', 22, 'acme/payments.git'],
  [
    'ssh://git@localhost:2222/acme/payments.git',
    'localhost',
    2222,
    '/acme/payments.git',
  ],
  ['ssh://github.example.com/a/b.git', 'github.example.com', 22, '/a/b.git'],
])('reads %s', (url, host, port, path) => {
  expect(parseSshUrl(url)).toEqual({ host, port, username: 'git', path });
});

it.each(['https://github.com/acme/payments.git', 'payments'])(
  'refuses %s',
  url => {
    expect(() => parseSshUrl(url)).toThrow('is not an address over SSH');
  },
);

describe('a new pair of keys', () => {
  const pair = newKeyPair('slipway-ci');
  it('is of one kind that all forges take, and named', () => {
    expect(pair.publicKey).toMatch(/^ssh-ed25519 [A-Za-z0-9+/]+=* slipway-ci$/);
    expect(pair.privateKey).toMatch(/^-----BEGIN OPENSSH PRIVATE KEY-----\n/);
  });
  it('can be read, each of thousands', () => {
    const unread = Array.from({ length: 3_000 }, () => newKeyPair('x')).filter(
      ({ privateKey }) => privateKeyFingerprint(privateKey) === undefined,
    );
    expect(unread).toEqual([]);
  });
  it('is told by one fingerprint from either half', () => {
    expect(pair.fingerprint).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
    expect(publicKeyFingerprint(pair.publicKey)).toBe(pair.fingerprint);
    expect(privateKeyFingerprint(pair.privateKey)).toBe(pair.fingerprint);
    expect(privateKeyFingerprint('no key')).toBeUndefined();
  });
  it('fits together', () => {
    const parsed = utils.parseKey(pair.privateKey);
    if (parsed instanceof Error) {
      throw parsed;
    }
    const data = Buffer.from('signed');
    const signature = parsed.sign(data);
    const key = createPublicKey(parsed.getPublicPEM());
    expect(verify(null, data, key, signature as unknown as Buffer)).toBe(true);
  });
});
