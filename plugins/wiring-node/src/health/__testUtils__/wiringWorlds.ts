import { resourceKinds } from '@slipway/plugin-delivery-node';
import { WiringFindingId } from '../wiringFindingKinds';
import { ForgeKind, LaunchedService } from './LaunchedService';

/** A launched service with just one fault. */
export interface WiringWorld {
  finding: WiringFindingId;
  /** What the finding has to name; `{{service}}` is the service. */
  names: string[];
  break: (it: LaunchedService) => Promise<void>;
  /** What is done after a repair, for the next look to see it. */
  after?: (it: LaunchedService) => Promise<void>;
  /** Where only people mend it: takes it back, so that the service can be broken in another way. */
  undo?: (it: LaunchedService) => Promise<void>;
  /** On both unless it is said. */
  only?: ForgeKind;
}

const base64 = (text: string) => Buffer.from(text).toString('base64');
const { application, appProject, namespace, resourceQuota, secret } =
  resourceKinds;

const quotaOf = (it: LaunchedService, environment: string) => ({
  namespace: `${it.service}-${environment}`,
  name: it.names.resourceQuota,
});
const pullSecretOf = (it: LaunchedService, environment: string) => ({
  namespace: `${it.service}-${environment}`,
  name: it.names.pullSecret,
});
const repositorySecretOf = (it: LaunchedService) => ({
  namespace: 'argocd',
  name: it.names.argocdRepositorySecret,
});
const applicationOf = (it: LaunchedService, environment: string) => ({
  namespace: 'argocd',
  name: it.names.application(environment),
});

async function makeBranch(it: LaunchedService, branch: string) {
  const { id, path } = await it.gitops();
  const { sandbox } = it;
  if (it.kind === 'gitlab') {
    const branches = `/projects/${id}/repository/branches`;
    await sandbox.forge('POST', `${branches}?branch=${branch}&ref=main`);
    return;
  }
  const main = await sandbox.github('GET', `/repos/${path}/git/ref/heads/main`);
  await sandbox.github('POST', `/repos/${path}/git/refs`, {
    ref: `refs/heads/${branch}`,
    sha: main.object.sha,
  });
}

async function makeDefault(it: LaunchedService, default_branch: string) {
  const { id, path } = await it.gitops();
  await (it.kind === 'gitlab'
    ? it.sandbox.forge('PUT', `/projects/${id}`, { default_branch })
    : it.sandbox.github('PATCH', `/repos/${path}`, { default_branch }));
}

/** Puts a deploy token that somebody has made by hand where Argo CD's was. */
async function replaceReadToken(
  it: LaunchedService,
  fields: { scopes: string[]; expires_at?: string },
): Promise<void> {
  const { id } = await it.gitops();
  const tokens = `/projects/${id}/deploy_tokens`;
  const before: Array<{ id: number }> = await it.sandbox.forge('GET', tokens);
  const name = 'slipway-argocd';
  const made = await it.sandbox.forge('POST', tokens, { name, ...fields });
  await it.patch(it.argocd, secret, repositorySecretOf(it), {
    data: { username: base64(made.username), password: base64(made.token) },
  });
  for (const { id: token } of before) {
    await it.sandbox.forge('DELETE', `${tokens}/${token}`);
  }
}

/** What the newest delivery of the portal's hooks came to, as the forge tells it. */
async function deliver(it: LaunchedService, status: number): Promise<void> {
  it.receiver.status = status;
  const gitops = await it.gitops();
  const [hook] = await it.forge.hooks.list(gitops);
  await it.forge.hooks.ping!(gitops, hook.id);
  await untilStatus(it, status);
  it.receiver.status = 200;
}

async function untilStatus(it: LaunchedService, status: number) {
  const gitops = await it.gitops();
  for (const end = Date.now() + 60_000; Date.now() < end; ) {
    const [hook] = await it.forge.hooks.list(gitops);
    if (hook.lastStatus === status) {
      return;
    }
    await new Promise(done => setTimeout(done, 50));
  }
  throw new Error(`The hook of ${gitops.path} was never answered ${status}`);
}

/** One or more for each finding. */
export const wiringWorlds: WiringWorld[] = [
  {
    finding: 'repository-missing',
    names: ['acme/{{service}}'],
    break: async it => {
      await it.forge.repositories.remove(await it.app());
    },
  },
  {
    finding: 'repository-leaving',
    only: 'gitlab',
    names: ['acme/{{service}}'],
    break: async it => {
      const { id } = await it.app();
      await it.sandbox.forge('DELETE', `/projects/${id}`);
      // Before 18.0, GitLab left it its name.
      await it.sandbox.forge('PUT', `/projects/${id}`, { path: it.service });
    },
  },
  {
    finding: 'repository-archived',
    names: ['acme/{{service}}'],
    break: async it => {
      const { id, path } = await it.app();
      await (it.kind === 'gitlab'
        ? it.sandbox.forge('POST', `/projects/${id}/archive`)
        : it.sandbox.github('PATCH', `/repos/${path}`, { archived: true }));
    },
    undo: async it => {
      const { id, path } = await it.app();
      await (it.kind === 'gitlab'
        ? it.sandbox.forge('POST', `/projects/${id}/unarchive`)
        : it.sandbox.github('PATCH', `/repos/${path}`, { archived: false }));
    },
  },
  {
    finding: 'repository-moved',
    names: ['acme/{{service}}', 'acme/{{service}}-moved'],
    break: async it => {
      const { id, path } = await it.app();
      const name = `${it.service}-moved`;
      await (it.kind === 'gitlab'
        ? it.sandbox.forge('PUT', `/projects/${id}`, { path: name })
        : it.sandbox.github('PATCH', `/repos/${path}`, { name }));
    },
  },
  {
    finding: 'branch-missing',
    names: ['acme/{{service}}-gitops', 'main'],
    break: async it => {
      const { id, path } = await it.gitops();
      await it.sandbox.fault({
        effect: 'status',
        status: 404,
        path:
          it.kind === 'gitlab'
            ? `/projects/${id}/repository/branches/main$`
            : `/repos/${path}/branches/main$`,
      });
    },
    undo: async it => {
      await fetch(`${it.sandbox.url}/_sandbox/faults`, { method: 'DELETE' });
    },
  },
  {
    finding: 'branch-changed',
    names: ['acme/{{service}}-gitops', 'main', 'trunk'],
    break: async it => {
      await makeBranch(it, 'trunk');
      await makeDefault(it, 'trunk');
    },
    undo: it => makeDefault(it, 'main'),
  },
  {
    finding: 'branch-unprotected',
    only: 'gitlab',
    names: ['acme/{{service}}', 'main'],
    break: async it => {
      const { id } = await it.app();
      const rules = `/projects/${id}/protected_branches`;
      await it.sandbox.forge('DELETE', `${rules}/main`);
    },
    undo: async it => {
      const { id } = await it.app();
      const rules = `/projects/${id}/protected_branches`;
      await it.sandbox.forge('POST', rules, { name: 'main' });
    },
  },
  {
    // T29
    finding: 'push-refused',
    names: ['acme/{{service}}-gitops', 'main'],
    break: async it => {
      const { id, path } = await it.gitops();
      if (it.kind === 'github') {
        const ref_name = { include: ['~DEFAULT_BRANCH'], exclude: [] };
        await it.sandbox.github('POST', `/repos/${path}/rulesets`, {
          name: 'reviewed',
          enforcement: 'active',
          conditions: { ref_name },
          rules: [{ type: 'pull_request' }],
        });
        return;
      }
      const rules = `/projects/${id}/protected_branches`;
      await it.sandbox.forge('DELETE', `${rules}/main`);
      await it.sandbox.forge('POST', rules, {
        name: 'main',
        push_access_level: 0,
      });
    },
    undo: async it => {
      const { id, path } = await it.gitops();
      if (it.kind === 'github') {
        const rulesets = `/repos/${path}/rulesets`;
        const [{ id: ruleset }] = await it.sandbox.github('GET', rulesets);
        await it.sandbox.github('DELETE', `${rulesets}/${ruleset}`);
        return;
      }
      const rules = `/projects/${id}/protected_branches`;
      await it.sandbox.forge('DELETE', `${rules}/main`);
      await it.sandbox.forge('POST', rules, { name: 'main' });
    },
  },
  ...(['write', 'read', 'pull'] as const).map(
    (use): WiringWorld => ({
      finding: 'credential-missing',
      names: ['acme/{{service}}', 'slipway-'],
      ...(use === 'pull' && { only: 'gitlab' }),
      break: async it => {
        const repository = await (use === 'pull' ? it.app() : it.gitops());
        const { credentials } = it.forge;
        for (const { id } of await credentials.list(repository, use)) {
          await credentials.revoke(repository, use, id);
        }
      },
    }),
  ),
  {
    // T22
    finding: 'credential-expired',
    only: 'gitlab',
    names: ['acme/{{service}}-gitops', 'slipway-argocd', '2026-01-01'],
    break: it =>
      replaceReadToken(it, {
        scopes: ['read_repository'],
        expires_at: '2026-01-01',
      }),
  },
  {
    // T22
    finding: 'credential-ends',
    only: 'gitlab',
    names: ['acme/{{service}}-gitops', 'slipway-ci'],
    break: it => it.shorten(10),
  },
  {
    finding: 'credential-scopes',
    only: 'gitlab',
    names: ['acme/{{service}}-gitops', 'slipway-argocd', 'read_registry'],
    break: it =>
      replaceReadToken(it, { scopes: ['read_repository', 'read_registry'] }),
  },
  ...(['write', 'read', 'pull'] as const).map(
    (use): WiringWorld => ({
      finding: 'credential-orphaned',
      names: ['acme/{{service}}', '1'],
      ...(use === 'pull' && { only: 'gitlab' }),
      break: async it => {
        const { name } = it.credential(use);
        const repository = await (use === 'pull' ? it.app() : it.gitops());
        await it.forge.credentials.mint(repository, use, {
          name,
          expiresAt: new Date(Date.now() + 90 * 86_400_000)
            .toISOString()
            .slice(0, 10),
        });
      },
    }),
  ),
  ...['GITOPS_REPOSITORY', 'secret'].map(
    (which): WiringWorld => ({
      finding: 'variable-missing',
      names: ['acme/{{service}}', 'GITOPS_'],
      break: async it => {
        const key = which === 'secret' ? it.secretKey : which;
        await it.forge.variables.remove(await it.app(), key, '*');
      },
    }),
  ),
  {
    finding: 'variable-changed',
    names: ['acme/{{service}}', 'GITOPS_REPOSITORY'],
    break: async it => {
      const app = await it.app();
      const found = (await it.forge.variables.find(
        app,
        'GITOPS_REPOSITORY',
        '*',
      ))!;
      const value = 'https://elsewhere.example.com/x.git';
      await it.forge.variables.put(app, { ...found, value }, found);
    },
  },
  {
    finding: 'variable-changed',
    only: 'gitlab',
    names: ['acme/{{service}}', 'GITOPS_TOKEN', 'protected'],
    break: async it => {
      const { id } = await it.app();
      const path = `/projects/${id}/variables/GITOPS_TOKEN`;
      await it.sandbox.forge('PUT', path, {
        value: 'glpat-planted-CANARY-0000',
        protected: false,
      });
    },
  },
  {
    finding: 'variable-stale',
    names: ['acme/{{service}}', 'GITOPS_'],
    break: async it => {
      const app = await it.app();
      const found = (await it.forge.variables.find(app, it.secretKey, '*'))!;
      await it.forge.variables.put(
        app,
        { ...found, value: 'planted-CANARY-by-hand', description: 'by hand' },
        found,
      );
    },
  },
  {
    finding: 'other-variable-missing',
    names: ['acme/{{service}}', 'LOG_LEVEL'],
    break: async it =>
      it.forge.variables.remove(await it.app(), 'LOG_LEVEL', '*'),
  },
  {
    finding: 'other-variable-changed',
    names: ['acme/{{service}}', 'LOG_LEVEL'],
    only: 'gitlab',
    break: async it => {
      const { id } = await it.app();
      await it.sandbox.forge('PUT', `/projects/${id}/variables/LOG_LEVEL`, {
        value: 'debug',
        protected: true,
      });
    },
    undo: async it => {
      const { id } = await it.app();
      await it.sandbox.forge('PUT', `/projects/${id}/variables/LOG_LEVEL`, {
        value: 'debug',
        protected: false,
      });
    },
  },
  {
    finding: 'hook-missing',
    names: ['acme/{{service}}-gitops', '/api/events/http/'],
    break: async it => {
      const gitops = await it.gitops();
      const [hook] = await it.forge.hooks.list(gitops);
      await it.forge.hooks.remove(gitops, hook.id);
    },
  },
  {
    finding: 'hook-changed',
    names: ['acme/{{service}}-gitops', 'job events'],
    break: async it => {
      const gitops = await it.gitops();
      const [{ id, url }] = await it.forge.hooks.list(gitops);
      const events = ['push', 'pipeline'] as const;
      await it.forge.hooks.put(gitops, { url, events }, id);
    },
  },
  {
    finding: 'hook-refused',
    only: 'github',
    names: ['acme/{{service}}-gitops', '403'],
    break: it => deliver(it, 403),
    after: it => untilStatus(it, 200),
  },
  {
    finding: 'hook-failing',
    only: 'github',
    names: ['acme/{{service}}-gitops', '502'],
    break: it => deliver(it, 502),
    undo: it => deliver(it, 200),
  },
  {
    finding: 'other-hook-missing',
    names: ['acme/{{service}}', 'https://chat.example.com/hook'],
    break: async it => {
      const { host, appPath: path } = it;
      const url = 'https://chat.example.com/hook';
      await it.know({ kind: 'webhook', host, path, url });
    },
    undo: async it => it.forgetLast(),
  },
  {
    finding: 'item-missing',
    names: ['Application', 'argocd/{{service}}-staging', 'sandbox'],
    break: it =>
      it.argocd.delete({
        resource: application,
        ...applicationOf(it, 'staging'),
      }),
  },
  {
    finding: 'item-missing',
    names: ['AppProject', 'argocd/{{service}}'],
    break: it =>
      it.argocd.delete({
        resource: appProject,
        namespace: 'argocd',
        name: it.service,
      }),
  },
  {
    finding: 'item-missing',
    names: ['Secret', '{{service}}-production/{{service}}-registry'],
    break: it =>
      it.cluster('production').delete({
        resource: secret,
        ...pullSecretOf(it, 'production'),
      }),
  },
  {
    finding: 'item-missing',
    names: ['Secret', 'argocd/repo-{{service}}-gitops'],
    break: it =>
      it.argocd.delete({ resource: secret, ...repositorySecretOf(it) }),
  },
  {
    finding: 'item-missing',
    names: ['Namespace', '{{service}}-dev'],
    break: async it => {
      const path = `/api/v1/namespaces/${it.service}-dev`;
      await it.sandbox.cluster('sandbox', 'DELETE', path);
      await it.untilGone(it.cluster('dev'), namespace, `${it.service}-dev`);
    },
  },
  {
    finding: 'item-changed',
    names: ['ResourceQuota', '{{service}}-dev', 'spec.hard.pods'],
    break: async it => {
      await it.patch(it.cluster('dev'), resourceQuota, quotaOf(it, 'dev'), {
        spec: { hard: { pods: '400' } },
      });
    },
  },
  {
    finding: 'item-changed',
    names: ['Namespace', '{{service}}-staging', 'slipway.dev/environment'],
    break: async it => {
      await it.patch(
        it.cluster('staging'),
        namespace,
        { name: `${it.service}-staging` },
        { metadata: { labels: { 'slipway.dev/environment': 'qa' } } },
      );
    },
  },
  {
    finding: 'item-leaving',
    names: ['Namespace', '{{service}}-dev', 'sandbox'],
    break: async it => {
      const path = `/api/v1/namespaces/${it.service}-dev`;
      await it.sandbox.cluster('sandbox', 'POST', `${path}/configmaps`, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'held', finalizers: ['acme.example/held'] },
      });
      await it.sandbox.cluster('sandbox', 'DELETE', path);
    },
  },
  {
    finding: 'item-of-others',
    names: ['ResourceQuota', '{{service}}-dev', 'ledger'],
    break: async it => {
      await it.patch(it.cluster('dev'), resourceQuota, quotaOf(it, 'dev'), {
        metadata: { labels: { 'backstage.io/kubernetes-id': 'ledger' } },
      });
    },
    undo: async it => {
      await it.patch(it.cluster('dev'), resourceQuota, quotaOf(it, 'dev'), {
        metadata: { labels: { 'backstage.io/kubernetes-id': it.service } },
      });
    },
  },
  {
    finding: 'other-item-missing',
    names: ['LimitRange', '{{service}}-dev/of-a-template'],
    break: it =>
      it.know({
        kind: 'object',
        cluster: 'sandbox',
        apiVersion: 'v1',
        objectKind: 'LimitRange',
        namespace: `${it.service}-dev`,
        name: 'of-a-template',
      }),
    undo: async it => it.forgetLast(),
  },
  {
    finding: 'project-changed',
    names: ['argocd/{{service}}', 'spec.destinations'],
    break: async it => {
      await it.patch(
        it.argocd,
        appProject,
        { namespace: 'argocd', name: it.service },
        { spec: { destinations: [{ server: '*', namespace: '*' }] } },
      );
    },
  },
  {
    finding: 'application-elsewhere',
    names: ['argocd/{{service}}-production', 'spec.source.path'],
    break: async it => {
      await it.patch(it.argocd, application, applicationOf(it, 'production'), {
        spec: { source: { path: 'overlays/staging' } },
      });
    },
  },
  {
    finding: 'application-lost',
    names: ['argocd/{{service}}-'],
    break: async it => {
      for (const environment of ['dev', 'staging', 'production']) {
        await it.argocd.delete({
          resource: application,
          ...applicationOf(it, environment),
        });
      }
    },
  },
  {
    // T08, T10
    finding: 'pull-secret-refused',
    only: 'gitlab',
    names: ['{{service}}-staging/{{service}}-registry'],
    break: async it => {
      const auth = { username: 'nobody', password: 'planted-CANARY' };
      const config = { auths: { [it.host]: auth } };
      await it.patch(
        it.cluster('staging'),
        secret,
        pullSecretOf(it, 'staging'),
        { data: { '.dockerconfigjson': base64(JSON.stringify(config)) } },
      );
    },
  },
  {
    finding: 'registry-login-refused',
    only: 'github',
    names: ['acme/{{service}}', 'localhost'],
    break: async it => {
      const registry = { username: 'slipway', password: 'ghp_planted0CANARY' };
      it.deps = { ...it.deps, launch: { ...it.deps.launch, registry } };
    },
    undo: async it => it.knowAgain(),
  },
  {
    // T31
    finding: 'repository-secret-refused',
    names: ['argocd/repo-{{service}}-gitops', 'acme/{{service}}-gitops'],
    break: async it => {
      const data =
        it.kind === 'gitlab'
          ? { password: base64('planted-CANARY') }
          : { sshPrivateKey: base64(it.otherKey()) };
      await it.patch(it.argocd, secret, repositorySecretOf(it), { data });
    },
  },
  {
    finding: 'repository-secret-elsewhere',
    names: ['argocd/repo-{{service}}-gitops', 'data.project'],
    break: async it => {
      await it.patch(it.argocd, secret, repositorySecretOf(it), {
        data: { project: base64('default') },
      });
    },
  },
  {
    // T20
    finding: 'image-missing',
    names: ['dev', 'acme/{{service}}:never-built'],
    break: async it => {
      const image = `${it.deps.launch.registryHost}/${it.appPath}:never-built`;
      it.input = { ...it.input, images: [{ environment: 'dev', image }] };
    },
    undo: async it => it.knowAgain(),
  },
  {
    finding: 'location-missing',
    names: ['catalog-info.yaml'],
    break: async it => {
      it.hasLocation = false;
    },
    undo: async it => it.knowAgain(),
  },
  {
    finding: 'annotations-missing',
    names: ['argocd/app-selector: backstage.io/kubernetes-id={{service}}'],
    break: async it => {
      const { 'argocd/app-selector': _, ...annotations } = it.annotations;
      it.input = { ...it.input, annotations };
    },
    undo: async it => it.knowAgain(),
  },
];
