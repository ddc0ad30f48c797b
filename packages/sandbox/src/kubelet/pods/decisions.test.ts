import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  formatQuantity,
  parseQuantity,
} from '../../kubernetes/quantity/parseQuantity.ts';
import type { StoredObject } from '../../world/seams.ts';
import { behaviourAnnotation, behaviourOf } from './behaviourOf.ts';
import { readPullCredentials } from './pullCredentials.ts';
import { printDuration } from './runContainer.ts';

const pod = (annotations?: Record<string, string>) =>
  ({ metadata: { annotations } } as unknown as StoredObject);

describe('behaviour', () => {
  const cases: Array<
    [image: string, annotation: string | undefined, expected: string]
  > = [
    ['registry:5000/acme/web:1.2.3', undefined, 'healthy'],
    ['registry:5000/acme/web:1.2.3-crash', undefined, 'crash'],
    ['registry:5000/acme/web:abc-oom-12', undefined, 'oom'],
    ['registry:5000/acme/web:slow', undefined, 'slow'],
    ['registry:5000/acme/slow-web:1', undefined, 'healthy'],
    ['registry:5000/acme/web:crashing', undefined, 'healthy'],
    ['web', undefined, 'healthy'],
    ['web:1@sha256:abc', 'unready', 'unready'],
    ['web:1-crash', 'nonsense', 'crash'],
  ];
  for (const [image, annotation, expected] of cases) {
    it(`${image}${
      annotation ? `, asked to be ${annotation},` : ''
    } is ${expected}`, () => {
      const asked = annotation
        ? { [behaviourAnnotation]: annotation }
        : undefined;
      assert.equal(behaviourOf(pod(asked), image), expected);
    });
  }
});

describe('pull credentials', () => {
  const secret = (auths: object): StoredObject =>
    ({
      data: {
        '.dockerconfigjson': Buffer.from(JSON.stringify({ auths })).toString(
          'base64',
        ),
      },
    } as unknown as StoredObject);
  const auth = Buffer.from('robot:pass:word').toString('base64');
  const good = [{ username: 'robot', password: 'pass:word' }];
  const cases: Array<
    [rule: string, auths: object, image: string, expected: object[]]
  > = [
    [
      'the host fits',
      { '127.0.0.1:8929': { auth } },
      '127.0.0.1:8929/acme/web:1',
      good,
    ],
    [
      'a URL is as good as a host',
      { 'http://127.0.0.1:8929/v2/': { auth } },
      '127.0.0.1:8929/acme/web:1',
      good,
    ],
    [
      'a path narrows it',
      { 'r.local/acme': { auth } },
      'r.local/acme/web:1',
      good,
    ],
    [
      'another path does not fit',
      { 'r.local/other': { auth } },
      'r.local/acme/web:1',
      [],
    ],
    [
      'another host does not fit',
      { 'r.local': { auth } },
      'r.local.evil/acme/web:1',
      [],
    ],
    [
      'name and password may stand on their own',
      { 'r.local': { username: 'robot', password: 'pass:word' } },
      'r.local/web',
      good,
    ],
    [
      'an image without a host is on Docker Hub',
      { 'https://index.docker.io/v1/': { auth } },
      'busybox:1',
      good,
    ],
    [
      'what is no credential is left out',
      { 'r.local': { auth: 'bm9jb2xvbg==' } },
      'r.local/web',
      [],
    ],
  ];
  for (const [rule, auths, image, expected] of cases) {
    it(rule, () => {
      assert.deepEqual(readPullCredentials(secret(auths), image), expected);
    });
  }

  it('a secret that cannot be read has none', () => {
    assert.deepEqual(
      readPullCredentials(
        { data: { '.dockerconfigjson': 'bm8=' } } as unknown as StoredObject,
        'r.local/web',
      ),
      [],
    );
  });
});

describe('quantities', () => {
  const cases: Array<[text: string, amount: number | undefined]> = [
    ['1', 1],
    ['250m', 0.25],
    ['1.5', 1.5],
    ['128Mi', 134217728],
    ['1Gi', 1073741824],
    ['1e3', 1000],
    ['2k', 2000],
    ['much', undefined],
    ['1Xi', undefined],
  ];
  for (const [text, amount] of cases) {
    it(`${text} is ${amount}`, () => assert.equal(parseQuantity(text), amount));
  }

  it('are written with the unit that fits', () => {
    assert.equal(formatQuantity(0.25, false), '250m');
    assert.equal(formatQuantity(2, false), '2');
    assert.equal(formatQuantity(134217728, true), '128Mi');
    assert.equal(formatQuantity(1000, true), '1000');
    assert.equal(formatQuantity(0, true), '0');
  });
});

it('durations are printed as Go prints them', () => {
  assert.equal(printDuration(10_000), '10s');
  assert.equal(printDuration(80_000), '1m20s');
  assert.equal(printDuration(300_000), '5m0s');
});
