import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { classify } from './labelRequests.ts';
import type { RequestClass } from './protocol.ts';

describe('what a request can leave behind', () => {
  const portal = 'http://127.0.0.1:7007';
  const forge = 'http://127.0.0.1:8929';
  const cases: Array<[string, string, RequestClass]> = [
    ['GET', `${forge}/api/v4/projects/1`, 'read'],
    ['POST', `${forge}/api/v4/projects`, 'write'],
    ['PATCH', `${forge}/clusters/sandbox/api/v1/namespaces/a`, 'write'],
    ['PATCH', `${forge}/clusters/sandbox/api/v1/x?dryRun=All`, 'read'],
    [
      'POST',
      `${forge}/clusters/sandbox/apis/authorization.k8s.io/v1/selfsubjectaccessreviews`,
      'read',
    ],
    ['POST', `${portal}/api/delivery/v1/launches/t/entries`, 'ledger'],
    ['POST', `${portal}/api/catalog/locations`, 'portal-write'],
    ['GET', `${portal}/api/delivery/v1/services/a/b/c`, 'portal-read'],
  ];
  for (const [method, url, kind] of cases) {
    it(`${method} ${new URL(url).pathname} is a ${kind}`, () => {
      assert.equal(classify(method, url, portal), kind);
    });
  }
});
