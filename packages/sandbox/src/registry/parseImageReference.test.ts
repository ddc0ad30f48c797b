import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseImageReference } from './parseImageReference.ts';

const digest = `sha256:${'0a'.repeat(32)}`;

const cases: Array<[string, ReturnType<typeof parseImageReference>]> = [
  [
    '127.0.0.1:8929/acme/payments:1a2b-7',
    {
      host: '127.0.0.1:8929',
      repository: 'acme/payments',
      tag: '1a2b-7',
      digest: undefined,
    },
  ],
  [
    'localhost/app',
    { host: 'localhost', repository: 'app', tag: 'latest', digest: undefined },
  ],
  [
    'library/nginx:1.27',
    {
      host: undefined,
      repository: 'library/nginx',
      tag: '1.27',
      digest: undefined,
    },
  ],
  [
    `ghcr.io/acme/app@${digest}`,
    { host: 'ghcr.io', repository: 'acme/app', tag: undefined, digest },
  ],
  ['127.0.0.1:8929/Acme/App:1', undefined],
  ['app:', undefined],
  ['', undefined],
];

for (const [image, expected] of cases) {
  test(`an image is read as an engine reads it: "${image}"`, () => {
    assert.deepEqual(parseImageReference(image), expected);
  });
}
