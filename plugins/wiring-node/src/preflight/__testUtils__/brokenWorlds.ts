import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { FindingId } from '../findingKinds';
import { SandboxProcess } from './SandboxProcess';
import { WorldConfig } from './worldDeps';

/** A world with just one fault. */
export interface BrokenWorld {
  finding: FindingId;
  /** What the finding has to name. */
  names: string[];
  /** Breaks what is out there; a world without this shares its sandbox. */
  break?: (sandbox: SandboxProcess) => Promise<void>;
  /** In what the portal's config is wrong, or what it is told. */
  config?: (sandbox: SandboxProcess) => WorldConfig | Promise<WorldConfig>;
}

const ourLabels = {
  'app.kubernetes.io/managed-by': 'slipway',
  'backstage.io/kubernetes-id': 'payments',
};
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** A repository, as a launch would have made it, with a commit if a branch is given. */
async function repository(
  sandbox: SandboxProcess,
  name: string,
  options: { topics?: string[]; branch?: string } = {},
): Promise<number> {
  const { id: group } = await sandbox.forge('GET', '/groups/acme');
  const { id } = await sandbox.forge('POST', '/projects', {
    name,
    path: name,
    namespace_id: group,
    topics: options.topics ?? ['slipway'],
  });
  if (options.branch) {
    await sandbox.forge('POST', `/projects/${id}/repository/commits`, {
      branch: options.branch,
      commit_message: 'Launch',
      actions: [{ action: 'create', file_path: 'README.md', content: '#' }],
    });
  }
  return id;
}

async function namespace(
  sandbox: SandboxProcess,
  name: string,
  cluster = 'sandbox',
): Promise<void> {
  await sandbox.cluster(cluster, 'POST', '/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name },
  });
}

function secret(
  sandbox: SandboxProcess,
  place: { namespace: string; name: string },
  fields: Record<string, unknown>,
): Promise<void> {
  const path = `/api/v1/namespaces/${place.namespace}/secrets`;
  return sandbox.cluster('sandbox', 'POST', path, {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { ...place, labels: ourLabels },
    ...fields,
  });
}

const clusterSecret = '/api/v1/namespaces/argocd/secrets/cluster-sandbox-2';

/** The registration of the second cluster with Argo CD, with other fields. */
async function registered(
  sandbox: SandboxProcess,
  data: Record<string, string>,
): Promise<void> {
  await sandbox.cluster('sandbox', 'PATCH', clusterSecret, { data });
}

const rolloutsPod = '/api/v1/namespaces/argo-rollouts/pods/argo-rollouts-0';
const crd =
  '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/rollouts.argoproj.io';

/** One for each finding, by the order of their ids. */
export const brokenWorlds: BrokenWorld[] = [
  {
    finding: 'forge-unreachable',
    names: ['127.0.0.1'],
    break: sandbox => sandbox.fault({ effect: 'reset', path: '^/api/v4/' }),
  },
  {
    finding: 'forge-token-refused',
    names: ['api'],
    config: () => ({ forgeToken: 'glpat-revoked-long-ago-0000' }),
  },
  {
    finding: 'forge-scope-missing',
    names: ['read_api, read_registry', 'api'],
    config: ({ tokens }) => ({ forgeToken: tokens.readOnly }),
  },
  {
    finding: 'forge-token-ends',
    names: [],
    config: ({ tokens }) => ({ forgeToken: tokens.ending }),
  },
  {
    finding: 'forge-quota-low',
    names: ['localhost', '150', '200'],
    break: async sandbox => {
      const answer = await fetch(`${sandbox.url}/_sandbox/github/rate-limit`, {
        method: 'PUT',
        body: JSON.stringify({ limit: 150 }),
      });
      expect(answer.status).toBe(200);
    },
    config: () => ({ github: {}, input: { jobTags: ['ubuntu-24.04'] } }),
  },
  {
    finding: 'group-missing',
    names: ['nowhere', 'slipway'],
    config: () => ({ launch: { group: 'nowhere' } }),
  },
  {
    finding: 'group-rights-missing',
    names: ['theirs', 'slipway', 'Maintainer'],
    break: sandbox =>
      sandbox.forge(
        'POST',
        '/groups',
        { name: 'Theirs', path: 'theirs', visibility: 'public' },
        sandbox.tokens.root,
      ),
    config: () => ({ launch: { group: 'theirs' } }),
  },
  {
    finding: 'repository-taken',
    names: ['acme/payments', 'slipway'],
    break: async sandbox => {
      await repository(sandbox, 'payments', { topics: [] });
    },
  },
  {
    finding: 'repository-archived',
    names: ['acme/payments'],
    break: async sandbox => {
      const id = await repository(sandbox, 'payments');
      await sandbox.forge('POST', `/projects/${id}/archive`);
    },
  },
  {
    finding: 'repository-leaving',
    names: ['acme/payments'],
    break: async sandbox => {
      const id = await repository(sandbox, 'payments');
      await sandbox.forge('DELETE', `/projects/${id}`);
      // Before 18.0, GitLab left it its name.
      await sandbox.forge('PUT', `/projects/${id}`, { path: 'payments' });
    },
  },
  {
    finding: 'repository-moved',
    names: ['acme/payments', 'acme/billing'],
    break: async sandbox => {
      const id = await repository(sandbox, 'payments');
      await sandbox.forge('PUT', `/projects/${id}`, { path: 'billing' });
    },
  },
  {
    finding: 'default-branch-missing',
    names: ['acme/payments', 'main'],
    break: async sandbox => {
      const id = await repository(sandbox, 'payments', { branch: 'main' });
      const branch = `/projects/${id}/repository/branches`;
      await sandbox.forge('POST', `${branch}?branch=work&ref=main`);
      await sandbox.fault({
        effect: 'status',
        status: 404,
        path: `repository/branches/main$`,
      });
    },
  },
  {
    finding: 'default-branches-differ',
    names: ['main', 'master'],
    break: async sandbox => {
      await repository(sandbox, 'payments', { branch: 'main' });
      await repository(sandbox, 'payments-gitops', { branch: 'master' });
    },
  },
  {
    finding: 'push-refused',
    names: ['acme/payments-gitops', 'main', 'slipway', 'No one'],
    break: async sandbox => {
      const id = await repository(sandbox, 'payments-gitops', {
        branch: 'main',
      });
      const rules = `/projects/${id}/protected_branches`;
      for (const { name } of await sandbox.forge('GET', rules)) {
        await sandbox.forge('DELETE', `${rules}/${name}`);
      }
      await sandbox.forge('POST', rules, { name: 'ma*', push_access_level: 0 });
    },
  },
  {
    finding: 'ci-push-refused',
    names: ['acme/payments-gitops', 'main', 'slipway-ci'],
    break: async sandbox => {
      const id = await repository(sandbox, 'payments-gitops', {
        branch: 'main',
      });
      // Only keys that the rules of the branch name push to it.
      await sandbox.forge('POST', `/projects/${id}/deploy_keys`, {
        title: 'slipway-ci',
        key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFDRbfH2dgM2azWFwpIVn8Q5ZSbFEgg/80EP4a9GHxGu ci',
        can_push: true,
      });
    },
  },
  {
    finding: 'runner-missing',
    names: ['acme', 'docker'],
    break: async sandbox => {
      const [{ id }] = await sandbox.forge('GET', '/groups/acme/runners');
      await sandbox.forge(
        'DELETE',
        `/runners/${id}`,
        undefined,
        sandbox.tokens.root,
      );
    },
  },
  {
    finding: 'registry-unknown-host',
    names: ['registry.acme.test'],
    config: () => ({ launch: { registryHost: 'registry.acme.test' } }),
  },
  {
    finding: 'registry-unreachable',
    names: ['127.0.0.1'],
    break: sandbox => sandbox.fault({ effect: 'reset', path: '^/v2/' }),
  },
  {
    finding: 'registry-plain-http',
    names: ['registry.acme.test'],
    config: ({ url }) => ({
      launch: { registryHost: 'registry.acme.test' },
      hosts: { 'registry.acme.test': url },
    }),
  },
  {
    finding: 'registry-elsewhere',
    names: ['tokens.acme.test'],
    config: async () => {
      const server = createServer((_, response) => {
        const realm = 'https://tokens.acme.test/token';
        response.writeHead(401, {
          'www-authenticate': `Bearer realm="${realm}",service="other"`,
        });
        response.end();
      });
      await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
      server.unref();
      const { port } = server.address() as AddressInfo;
      return { launch: { registryHost: `127.0.0.1:${port}` } };
    },
  },
  {
    finding: 'registry-login-refused',
    names: ['127.0.0.1'],
    break: sandbox =>
      sandbox.fault({ effect: 'status', status: 403, path: '^/jwt/auth' }),
  },
  {
    finding: 'registry-loopback',
    names: ['127.0.0.1', 'sandbox-2'],
    config: () => ({
      delivery: { clusters: { sandbox: { reachesLoopback: true } } },
    }),
  },
  {
    finding: 'pull-secret-refused',
    names: ['payments-dev', 'payments-registry'],
    break: async sandbox => {
      await namespace(sandbox, 'payments-dev');
      const auth = { username: 'nobody', password: 'long-revoked' };
      const config = { auths: { [sandbox.host]: auth } };
      await secret(
        sandbox,
        { namespace: 'payments-dev', name: 'payments-registry' },
        {
          type: 'kubernetes.io/dockerconfigjson',
          data: { '.dockerconfigjson': base64(JSON.stringify(config)) },
        },
      );
    },
  },
  {
    finding: 'repository-loopback',
    names: ['payments-gitops.git', 'sandbox'],
    config: ({ url }) => ({
      delivery: {
        environments: [
          {
            name: 'production',
            title: 'Production',
            rank: 0,
            cluster: 'sandbox-2',
            namespace: '{{service}}-production',
            sync: 'manual',
          },
        ],
        argocd: [
          {
            name: 'main',
            cluster: 'sandbox',
            namespace: 'argocd',
            destinations: { 'sandbox-2': `${url}/clusters/sandbox-2` },
          },
        ],
        clusters: { 'sandbox-2': { reachesLoopback: true } },
      },
    }),
  },
  {
    finding: 'repository-plain-http',
    names: ['http://forge.acme.test'],
    config: ({ url }) => ({
      forge: { host: 'forge.acme.test', baseUrl: 'http://forge.acme.test' },
      delivery: { webhookBaseUrl: 'http://portal.acme.test' },
      hosts: { 'portal.acme.test': url },
    }),
  },
  {
    finding: 'cluster-unreachable',
    names: ['sandbox-2', 'production'],
    break: sandbox =>
      sandbox.fault({ effect: 'reset', path: '^/clusters/sandbox-2/' }),
  },
  {
    finding: 'cluster-token-refused',
    names: ['sandbox-2', 'production'],
    config: () => ({ clusterTokens: { 'sandbox-2': 'of-another-cluster' } }),
  },
  {
    finding: 'cluster-rights-missing',
    names: ['sandbox-2', 'create namespaces'],
    config: ({ tokens }) => ({
      clusterTokens: { 'sandbox-2': tokens.withoutNamespaces },
    }),
  },
  {
    finding: 'cluster-version-unknown',
    names: ['sandbox-2', 'v1.20.15', '1.28 to 1.36'],
    config: () => ({
      clusters: clients => ({
        names: () => clients.names(),
        get: name =>
          Object.assign(clients.get(name), {
            ...(name === 'sandbox-2' && { version: async () => 'v1.20.15' }),
          }),
      }),
    }),
  },
  {
    finding: 'kind-missing',
    names: ['sandbox-2', 'Rollout', 'Argo Rollouts'],
    break: sandbox => sandbox.cluster('sandbox-2', 'DELETE', crd),
  },
  {
    finding: 'controller-missing',
    names: ['sandbox-2', 'Argo Rollouts'],
    break: sandbox =>
      sandbox.cluster('sandbox-2', 'DELETE', rolloutsPod, {
        kind: 'DeleteOptions',
        apiVersion: 'v1',
        gracePeriodSeconds: 0,
      }),
  },
  {
    finding: 'controller-not-ready',
    names: ['sandbox-2', 'argo-rollouts'],
    break: sandbox =>
      sandbox.cluster('sandbox-2', 'PATCH', `${rolloutsPod}/status`, {
        status: { conditions: [{ type: 'Ready', status: 'False' }] },
      }),
  },
  {
    finding: 'controller-version-unknown',
    names: ['sandbox-2', 'v0.9.0', '1.6 to 1.9'],
    break: sandbox =>
      sandbox.cluster('sandbox-2', 'PATCH', rolloutsPod, {
        spec: {
          containers: [
            {
              name: 'argo-rollouts',
              image: 'quay.io/argoproj/argo-rollouts:v0.9.0',
            },
          ],
        },
      }),
  },
  {
    finding: 'namespace-leaving',
    names: ['payments-dev', 'sandbox'],
    break: async sandbox => {
      await namespace(sandbox, 'payments-dev');
      const path = '/api/v1/namespaces/payments-dev';
      await sandbox.cluster('sandbox', 'POST', `${path}/configmaps`, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'held', finalizers: ['acme.example/held'] },
      });
      await sandbox.cluster('sandbox', 'DELETE', path);
    },
  },
  {
    finding: 'object-of-others',
    names: ['AppProject', 'argocd/payments', 'ledger'],
    break: sandbox =>
      sandbox.cluster(
        'sandbox',
        'POST',
        '/apis/argoproj.io/v1alpha1/namespaces/argocd/appprojects',
        {
          apiVersion: 'argoproj.io/v1alpha1',
          kind: 'AppProject',
          metadata: {
            name: 'payments',
            labels: { ...ourLabels, 'backstage.io/kubernetes-id': 'ledger' },
          },
          spec: {},
        },
      ),
  },
  {
    finding: 'quota-too-small',
    names: ['dev', 'team', 'requests.memory 576Mi', '256Mi'],
    break: async sandbox => {
      await namespace(sandbox, 'payments-dev');
      const path = '/api/v1/namespaces/payments-dev/resourcequotas';
      await sandbox.cluster('sandbox', 'POST', path, {
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { name: 'team' },
        spec: { hard: { memory: '256Mi', 'limits.cpu': '16', pods: '10' } },
      });
    },
  },
  {
    finding: 'argocd-namespace-missing',
    names: ['argo-cd', 'sandbox'],
    config: ({ url }) => ({
      delivery: {
        argocd: [
          {
            name: 'main',
            cluster: 'sandbox',
            namespace: 'argo-cd',
            destinations: { 'sandbox-2': `${url}/clusters/sandbox-2` },
          },
        ],
      },
    }),
  },
  {
    finding: 'argocd-repository-refused',
    names: ['acme/payments-gitops', 'repo-payments-gitops'],
    break: async sandbox => {
      await repository(sandbox, 'payments-gitops', { branch: 'main' });
      const data = {
        type: 'git',
        url: `${sandbox.url}/acme/payments-gitops.git`,
        username: 'nobody',
        password: 'long-revoked',
      };
      await secret(
        sandbox,
        { namespace: 'argocd', name: 'repo-payments-gitops' },
        {
          data: Object.fromEntries(
            Object.entries(data).map(([key, value]) => [key, base64(value)]),
          ),
        },
      );
    },
  },
  {
    finding: 'argocd-cluster-unknown',
    names: ['sandbox-2', 'in-cluster', 'production'],
    break: sandbox =>
      sandbox.cluster('sandbox', 'DELETE', clusterSecret).then(() => {}),
  },
  {
    finding: 'argocd-cluster-restricted',
    names: ['payments-production', 'elsewhere'],
    break: sandbox =>
      registered(sandbox, { namespaces: base64('elsewhere, other') }),
  },
  {
    finding: 'argocd-cluster-of-project',
    names: ['somebody', 'sandbox-2'],
    break: sandbox => registered(sandbox, { project: base64('somebody') }),
  },
  {
    finding: 'hook-secret-missing',
    names: [],
    config: () => ({ delivery: { webhookSecret: undefined } }),
  },
  {
    finding: 'hook-loopback',
    names: ['127.0.0.1', 'forge.acme.test'],
    config: () => ({
      forge: { host: 'forge.acme.test', baseUrl: 'https://forge.acme.test' },
    }),
  },
  {
    finding: 'hook-unreachable',
    names: ['127.0.0.1:1'],
    config: () => ({ delivery: { webhookBaseUrl: 'http://127.0.0.1:1' } }),
  },
  {
    finding: 'hook-not-delivering',
    names: ['acme/payments', 'switched it off'],
    break: async sandbox => {
      const id = await repository(sandbox, 'payments', { branch: 'main' });
      await sandbox.forge('POST', `/projects/${id}/hooks`, {
        url: `${sandbox.url}/nobody/takes/this`,
        push_events: true,
      });
      // GitLab switches a hook off that has failed four times.
      for (const name of ['a', 'b', 'c', 'd']) {
        await sandbox.forge('POST', `/projects/${id}/repository/commits`, {
          branch: 'main',
          commit_message: name,
          actions: [{ action: 'create', file_path: name, content: name }],
        });
      }
      for (let look = 0; look < 300; look += 1) {
        const [hook] = await sandbox.forge('GET', `/projects/${id}/hooks`);
        if (hook.alert_status !== 'executable') {
          return;
        }
        await new Promise(resolve => setTimeout(resolve, 100));
      }
      throw new Error('The sandbox goes on with a hook that fails');
    },
  },
];
