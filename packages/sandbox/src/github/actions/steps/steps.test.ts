import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deriveImageMetadata } from './deriveImageMetadata.ts';
import { parseFileCommands, parseOutputCommand } from './fileCommands.ts';
import { planCheckout } from './planCheckout.ts';

test('what a step writes is read, in one line or in several', () => {
  assert.deepEqual(parseFileCommands('a=1\nb<<END\none\ntwo=2\nEND\nc=x=y\n'), {
    values: { a: '1', b: 'one\ntwo=2', c: 'x=y' },
  });
  assert.deepEqual(parseFileCommands('nothing'), {
    problem: "Invalid format 'nothing'",
  });
  assert.match(
    (parseFileCommands('a<<END\nx') as { problem: string }).problem,
    /delimiter not found 'END'/,
  );
});

test('commands in the output of a step are read', () => {
  assert.deepEqual(parseOutputCommand('::set-output name=tag::1%0A2'), {
    command: 'set-output',
    name: 'tag',
    value: '1\n2',
  });
  assert.equal(parseOutputCommand('plain :: text'), undefined);
});

const sha = 'a'.repeat(40);
const metadata = (tags: string[], ref: string, flavor: string[] = []) =>
  deriveImageMetadata({
    images: ['ghcr.io/Acme/payments'],
    tags,
    flavor,
    labels: ['team=pay'],
    ref,
    sha,
    event: 'push',
    pullRequest: '7',
    defaultBranch: 'main',
    repository: 'acme/payments',
    serverUrl: 'http://localhost:1',
    created: '2026-01-01T00:00:00Z',
  });

for (const [what, tags, ref, expected] of [
  ['a branch by itself', [], 'refs/heads/feature/a', ['feature-a']],
  [
    'a tag by itself is the latest',
    [],
    'refs/tags/v1.2.3',
    ['v1.2.3', 'latest'],
  ],
  ['a pull request by itself', [], 'refs/pull/7/merge', ['pr-7']],
  [
    'short sha without prefix',
    ['type=sha,prefix='],
    'refs/heads/main',
    ['aaaaaaa'],
  ],
  [
    'a raw value',
    ['type=raw,value=aaaaaaa-7'],
    'refs/heads/main',
    ['aaaaaaa-7'],
  ],
  ['a bare value', ['1.0'], 'refs/heads/main', ['1.0']],
  [
    'what is for the default branch',
    ['type=raw,value=x,enable={{is_default_branch}}'],
    'refs/heads/dev',
    [],
  ],
  [
    'a version',
    ['type=semver,pattern={{major}}.{{minor}}'],
    'refs/tags/v1.2.3',
    ['1.2', 'latest'],
  ],
] as Array<[string, string[], string, string[]]>) {
  test(`tags of an image: ${what}`, () => {
    assert.deepEqual(
      metadata(tags, ref).tags,
      expected.map(tag => `ghcr.io/acme/payments:${tag}`),
    );
  });
}

test('labels of an image say where it is from', () => {
  const { labels } = metadata([], 'refs/heads/main');
  assert.ok(labels.includes(`org.opencontainers.image.revision=${sha}`));
  assert.ok(labels.includes('team=pay'));
});

const run = { ref: 'refs/heads/main', headSha: sha };
for (const [what, wanted, expected] of [
  [
    'the run’s own commit, on its branch',
    { ref: '', run },
    {
      fetch: [`+${sha}:refs/remotes/origin/main`],
      checkout: ['-B', 'main', 'refs/remotes/origin/main'],
    },
  ],
  [
    'a tag’s commit, detached',
    { ref: '', run: { ref: 'refs/tags/v1', headSha: sha } },
    { fetch: [sha], checkout: ['--detach', 'FETCH_HEAD'] },
  ],
  [
    'another branch',
    { ref: 'dev', run },
    {
      fetch: ['+refs/heads/dev:refs/remotes/origin/dev'],
      checkout: ['-B', 'dev', 'refs/remotes/origin/dev'],
    },
  ],
  [
    'another repository’s default branch',
    { ref: '', run: undefined },
    {
      fetch: ['+refs/heads/trunk:refs/remotes/origin/trunk'],
      checkout: ['-B', 'trunk', 'refs/remotes/origin/trunk'],
    },
  ],
] as const) {
  test(`a checkout takes ${what}`, () => {
    assert.deepEqual(
      planCheckout({ defaultBranch: 'trunk', ...wanted }),
      expected,
    );
  });
}
