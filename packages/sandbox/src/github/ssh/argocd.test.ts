import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { after, before, test } from 'node:test';
import { createSandbox } from '../../createSandbox.ts';
import type { Sandbox } from '../../createSandbox.ts';
import { newKeyPair } from './newKeyPair.ts';

let sandbox: Sandbox;

before(async () => {
  sandbox = await createSandbox({ port: 0, pace: 0, speed: 10 });
});
after(() => sandbox.stop());

async function send(url: string, token: string, method: string, body?: object) {
  const response = await fetch(url, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
    },
    body: body && JSON.stringify(body),
  });
  const answer = await response.json();
  assert.ok(response.ok, `${method} ${url}: ${JSON.stringify(answer)}`);
  return answer;
}

test('an Application is synced from a private repository that a read-only deploy key opens', async () => {
  const { githubToken, clusterToken } = sandbox.credentials;
  const github = (method: string, path: string, body?: object) =>
    send(
      `${sandbox.github.context.apiUrl()}${path}`,
      githubToken,
      method,
      body,
    );
  const cluster = (method: string, path: string, body?: object) =>
    send(`${sandbox.url}/clusters/sandbox${path}`, clusterToken, method, body);

  const repository = await github('POST', '/orgs/acme/repos', {
    name: 'payments-gitops',
    private: true,
  });
  const manifest = JSON.stringify({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'hello' },
  });
  const { commit } = await github(
    'PUT',
    '/repos/acme/payments-gitops/contents/dev/hello.json',
    { message: 'Begin', content: Buffer.from(manifest).toString('base64') },
  );
  const key = newKeyPair();
  await github('POST', '/repos/acme/payments-gitops/keys', {
    title: 'argocd',
    key: key.public,
    read_only: true,
  });
  await cluster('POST', '/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'payments-dev' },
  });
  await cluster('POST', '/api/v1/namespaces/argocd/secrets', {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: 'repo-payments-gitops',
      labels: { 'argocd.argoproj.io/secret-type': 'repository' },
    },
    stringData: {
      type: 'git',
      url: repository.ssh_url,
      sshPrivateKey: key.private,
    },
  });
  const applications =
    '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications';
  await cluster('POST', applications, {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'payments-dev' },
    spec: {
      project: 'default',
      source: { repoURL: repository.ssh_url, path: 'dev' },
      destination: {
        server: 'https://kubernetes.default.svc',
        namespace: 'payments-dev',
      },
      syncPolicy: { automated: {} },
    },
  });
  let application;
  for (let look = 0; look < 60; look += 1) {
    application = await cluster('GET', `${applications}/payments-dev`);
    if (application.status?.sync?.status === 'Synced') {
      break;
    }
    await pause(500);
  }
  assert.equal(application.status?.sync?.status, 'Synced');
  assert.equal(application.status.sync.revision, commit.sha);
});
