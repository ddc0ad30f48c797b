import { strict as assert } from 'node:assert';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import type { Application } from '../model/Application.ts';
import { findConcerned } from './findConcerned.ts';
import { readDelivery } from './readDelivery.ts';
import type { DeliveryRequest } from './readDelivery.ts';

const secret = 'planted-webhook-CANARY';
const webUrl = 'http://127.0.0.1:8929/acme/payments-gitops';
const gitlabBody = Buffer.from(
  JSON.stringify({
    object_kind: 'push',
    ref: 'refs/heads/main',
    project: { web_url: webUrl, default_branch: 'main' },
  }),
);
const githubBody = Buffer.from(
  JSON.stringify({
    ref: 'refs/heads/main',
    repository: { html_url: webUrl, default_branch: 'main' },
  }),
);
const push = { webUrl, defaultBranch: 'main', ref: 'refs/heads/main' };
const sign = (key: string) =>
  `sha256=${createHmac('sha256', key).update(githubBody).digest('hex')}`;

const gitlab = (token?: string): Partial<DeliveryRequest> => ({
  headers: {
    'x-gitlab-event': 'Push Hook',
    ...(token && { 'x-gitlab-token': token }),
  },
  body: gitlabBody,
});
const github = (signature?: string): Partial<DeliveryRequest> => ({
  headers: {
    'x-github-event': 'push',
    ...(signature && { 'x-hub-signature-256': signature }),
  },
  body: githubBody,
});

describe("a delivery to Argo CD's webhook", () => {
  const cases: Array<
    [string, Partial<DeliveryRequest>, string | undefined, unknown]
  > = [
    ['of GitLab with its token', gitlab(secret), secret, push],
    ['of GitHub with its signature', github(sign(secret)), secret, push],
    ['where no secret is set', gitlab(), undefined, push],
    [
      'of GitLab without its token',
      gitlab(),
      secret,
      'Webhook processing failed: X-Gitlab-Token validation failed',
    ],
    [
      'of GitLab with another',
      gitlab('guessed'),
      secret,
      'Webhook processing failed: X-Gitlab-Token validation failed',
    ],
    [
      'of GitHub without a signature',
      github(),
      secret,
      'Webhook processing failed: missing X-Hub-Signature-256 Header',
    ],
    [
      'of GitHub signed with another secret',
      github(sign('guessed')),
      secret,
      'Webhook processing failed: HMAC verification failed',
    ],
    [
      'of an event that is not read',
      { headers: { 'x-gitlab-event': 'Pipeline Hook' } },
      undefined,
      'Webhook processing failed: event not defined to be parsed',
    ],
    ['of nobody', {}, undefined, 'Unknown webhook event'],
    [
      'of something that is no JSON',
      { ...gitlab(), body: Buffer.from('<') },
      undefined,
      'Webhook processing failed: The payload is either too large or corrupted. Please check the payload size (must be under 50 MB) and ensure it is valid JSON',
    ],
    [
      'by GET',
      { ...gitlab(), method: 'GET' },
      undefined,
      'Webhook processing failed: invalid HTTP Method',
    ],
    [
      'of a ping',
      { headers: { 'x-github-event': 'ping' } },
      undefined,
      'other',
    ],
  ];
  for (const [rule, request, known, expected] of cases) {
    it(rule, () => {
      const delivery = readDelivery(
        { method: 'POST', headers: {}, body: Buffer.from(''), ...request },
        () => known,
      );
      const told =
        delivery.kind === 'push'
          ? delivery.push
          : delivery.kind === 'refused'
          ? delivery.reason
          : delivery.kind;
      assert.deepEqual(told, expected);
      assert.ok(!JSON.stringify(delivery).includes('CANARY'));
    });
  }
});

describe('the Applications that a push concerns', () => {
  const cases: Array<[string, string | undefined, boolean]> = [
    [`${webUrl}.git`, 'main', true],
    [`${webUrl}.git`, undefined, true],
    [`${webUrl}.git`, 'refs/heads/main', true],
    ['ssh://git@127.0.0.1:2222/acme/payments-gitops.git', 'HEAD', true],
    ['git@127.0.0.1:acme/payments-gitops.git', 'main', true],
    [`${webUrl}.git`, 'release', false],
    [`${webUrl}.git`, 'refs/tags/v1', false],
    [`${webUrl}-too.git`, 'main', false],
    ['https://elsewhere/acme/payments-gitops.git', 'main', false],
  ];
  for (const [repoURL, targetRevision, expected] of cases) {
    it(`${repoURL} at ${targetRevision}: ${expected}`, () => {
      const application = {
        metadata: { name: 'payments-dev' },
        spec: { source: { repoURL, targetRevision, path: '.' } },
      } as unknown as Application;
      assert.deepEqual(
        findConcerned([application], push),
        expected ? ['payments-dev'] : [],
      );
    });
  }
});
