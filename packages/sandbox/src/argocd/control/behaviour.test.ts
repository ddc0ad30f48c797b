import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import test, { after, before } from 'node:test';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import {
  application,
  deployment,
  kustomization,
  service,
} from '../contract/manifests.ts';
import type { Files } from '../contract/ApplicationScenario.ts';
import { TwinWorld } from '../contract/TwinWorld.ts';
import type { Application } from '../model/Application.ts';
import type { NewObject } from '../../world/seams.ts';

let world: TwinWorld;

before(async () => {
  world = await TwinWorld.start();
});

after(async () => {
  await world.stop();
});

function get(
  apiVersion: string,
  kind: string,
  namespace: string,
  name: string,
) {
  return world.store.get({ apiVersion, kind, namespace, name });
}

function applicationNamed(name: string): Application {
  return get(
    'argoproj.io/v1alpha1',
    'Application',
    'argocd',
    name,
  ) as Application;
}

async function eventually(check: () => boolean, what: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!check()) {
    if (Date.now() > deadline) {
      throw new Error(`${what} did not happen`);
    }
    await delay(5);
  }
}

async function deploy(
  name: string,
  files: Files,
  spec: Record<string, unknown> = {},
): Promise<NewObject> {
  const repository = `${name}.git`;
  await world.commit(repository, files);
  const object = application(name);
  object.spec = {
    ...object.spec,
    ...spec,
    source: {
      repoURL: `${world.forgeUrl}/${repository}`,
      ...object.spec.source,
      ...(spec.source as object | undefined),
    },
  };
  await world.create(object);
  return object;
}

function isSynced(name: string): boolean {
  const { status } = applicationNamed(name);
  return (
    status?.sync?.status === 'Synced' &&
    status.operationState?.phase === 'Succeeded'
  );
}

const config = (data: Record<string, string>, metadata = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings', ...metadata },
  data,
});

test('what no longer stands in git is pruned, and what was changed by hand is mended', async () => {
  await deploy('prune', {
    ...kustomization({ service: service(), config: config({ a: '1' }) }),
  });
  await eventually(() => isSynced('prune'), 'the first sync');
  world.store.mergePatch(
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      namespace: 'prune',
      name: 'settings',
    },
    { data: { a: 'changed' } },
  );
  await eventually(
    () => get('v1', 'ConfigMap', 'prune', 'settings')?.data.a === '1',
    'mending',
  );
  await eventually(() => isSynced('prune'), 'being in sync again');
  const { sync } = applicationNamed('prune').status!.operationState!.operation;
  assert.equal(sync?.autoHealAttemptsCount, 1);
  assert.deepEqual(sync?.resources, [{ kind: 'ConfigMap', name: 'settings' }]);

  await world.commit('prune.git', kustomization({ service: service() }));
  await world.patch(application('prune'), {
    metadata: { annotations: { 'argocd.argoproj.io/refresh': 'normal' } },
  });
  await eventually(
    () => get('v1', 'ConfigMap', 'prune', 'settings') === undefined,
    'pruning',
  );
  await eventually(() => isSynced('prune'), 'the sync after pruning');
  assert.equal(
    applicationNamed('prune').metadata.annotations?.[
      'argocd.argoproj.io/refresh'
    ],
    undefined,
  );
});

test('an automated sync that would wipe out everything is refused', async () => {
  await deploy('wipe', kustomization({ service: service() }));
  await eventually(() => isSynced('wipe'), 'the first sync');
  await world.commit('wipe.git', kustomization({}));
  await world.patch(application('wipe'), {
    metadata: { annotations: { 'argocd.argoproj.io/refresh': 'normal' } },
  });
  await eventually(
    () =>
      (applicationNamed('wipe').status?.conditions ?? []).some(
        ({ type, message }) =>
          type === 'SyncError' &&
          message.endsWith('auto-sync will wipe out all resources'),
      ),
    'the refusal',
  );
  assert.ok(get('v1', 'Service', 'wipe', 'demo'));
});

test('waves and hooks go in order, and a hook that has succeeded is taken away where it asks for it', async () => {
  const order: string[] = [];
  const unwatch = world.store.subscribe(({ type, object }) => {
    if (type === 'ADDED' && object.metadata.namespace === 'waves') {
      order.push(`${object.kind}/${object.metadata.name}`);
    }
  });
  const job = (name: string, annotations: Record<string, string>) => ({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, annotations },
    spec: {
      template: {
        spec: {
          restartPolicy: 'Never',
          containers: [{ name: 'job', image: 'registry.local/demo:v1' }],
        },
      },
    },
  });
  await deploy(
    'waves',
    kustomization({
      before: job('before', { 'argocd.argoproj.io/hook': 'PreSync' }),
      later: config(
        { a: '1' },
        {
          annotations: { 'argocd.argoproj.io/sync-wave': '1' },
        },
      ),
      service: service(),
      after: job('after', {
        'argocd.argoproj.io/hook': 'PostSync',
        'argocd.argoproj.io/hook-delete-policy': 'HookSucceeded',
      }),
    }),
  );
  await eventually(() => isSynced('waves'), 'the sync');
  unwatch();
  assert.deepEqual(
    order.filter(each => /Job|ConfigMap|Service\//.test(each)),
    ['Job/before', 'Service/demo', 'ConfigMap/settings', 'Job/after'],
  );
  assert.equal(get('batch/v1', 'Job', 'waves', 'after'), undefined);
  assert.ok(get('batch/v1', 'Job', 'waves', 'before'));
});

test('a chart is rendered by helm with its value files', async () => {
  await deploy(
    'chart',
    {
      'dev/Chart.yaml': 'apiVersion: v2\nname: demo\nversion: 0.1.0\n',
      'dev/values.yaml': 'port: 80\n',
      'dev/values-dev.yaml': 'port: 8080\n',
      'dev/templates/service.yaml':
        'apiVersion: v1\nkind: Service\nmetadata: {name: "{{ .Release.Name }}"}\nspec: {ports: [{port: {{ .Values.port }} }], selector: {app: demo}}\n',
    },
    { source: { helm: { valueFiles: ['values-dev.yaml'] } } },
  );
  await eventually(() => isSynced('chart'), 'the sync');
  assert.equal(
    get('v1', 'Service', 'chart', 'chart')?.spec.ports[0].port,
    8080,
  );
  assert.equal(applicationNamed('chart').status?.sourceType, 'Helm');
});

test('server-side apply is told in the result', async () => {
  await deploy('ssa', kustomization({ service: service() }), {
    syncPolicy: {
      automated: {},
      syncOptions: ['CreateNamespace=true', 'ServerSideApply=true'],
    },
  });
  await eventually(() => isSynced('ssa'), 'the sync');
  const { syncResult } = applicationNamed('ssa').status!.operationState!;
  assert.deepEqual(
    syncResult?.resources?.map(each => each.message),
    ['namespace/ssa serverside-applied', 'service/demo serverside-applied'],
  );
});

test('only what is chosen is synced, and that leaves no history', async () => {
  await deploy(
    'chosen',
    kustomization({ service: service(), deployment: deployment('v1') }),
    { syncPolicy: { syncOptions: [] } },
  );
  await world.create({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'chosen' },
  });
  await eventually(
    () => applicationNamed('chosen').status?.sync?.status === 'OutOfSync',
    'the comparison',
  );
  await world.patch(application('chosen'), {
    operation: { sync: { resources: [{ kind: 'Service', name: 'demo' }] } },
  });
  await eventually(
    () =>
      applicationNamed('chosen').status?.operationState?.phase === 'Succeeded',
    'the sync',
  );
  const { status } = applicationNamed('chosen');
  assert.deepEqual(
    status?.operationState?.syncResult?.resources?.map(each => each.kind),
    ['Service'],
  );
  assert.equal(status?.history, undefined);
  assert.equal(get('apps/v1', 'Deployment', 'chosen', 'demo'), undefined);
});

test('a sync that a window does not let through goes on waiting', async () => {
  await world.create({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: 'closed', namespace: 'argocd' },
    spec: {
      sourceRepos: ['*'],
      destinations: [{ server: '*', namespace: '*' }],
      clusterResourceWhitelist: [{ group: '*', kind: '*' }],
      syncWindows: [
        {
          kind: 'deny',
          schedule: '* * * * *',
          duration: '1h',
          applications: ['*'],
        },
      ],
    },
  });
  await deploy('window', kustomization({ service: service() }), {
    project: 'closed',
  });
  await eventually(
    () => applicationNamed('window').status?.sync?.status === 'OutOfSync',
    'the comparison',
  );
  assert.equal(applicationNamed('window').operation, undefined);
  await world.patch(application('window'), { operation: { sync: {} } });
  await eventually(
    () =>
      applicationNamed('window').status?.operationState?.message ===
      'Sync operation blocked by sync window',
    'the message',
  );
  assert.equal(
    applicationNamed('window').status?.operationState?.phase,
    'Running',
  );
});

test('a kind that the project does not allow fails the sync with the reason', async () => {
  await world.create({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: 'no-services', namespace: 'argocd' },
    spec: {
      sourceRepos: ['*'],
      destinations: [{ server: '*', namespace: '*' }],
      namespaceResourceBlacklist: [{ group: '', kind: 'Service' }],
    },
  });
  await world.create({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'forbidden' },
  });
  await deploy('forbidden', kustomization({ service: service() }), {
    project: 'no-services',
    syncPolicy: {},
  });
  await eventually(
    () => applicationNamed('forbidden').status?.sync !== undefined,
    'the comparison',
  );
  await world.patch(application('forbidden'), { operation: { sync: {} } });
  await eventually(
    () =>
      applicationNamed('forbidden').status?.operationState?.phase === 'Failed',
    'the failure',
  );
  assert.equal(
    applicationNamed('forbidden').status?.operationState?.message,
    'one or more synchronization tasks are not valid: resource :Service is not permitted in project no-services',
  );
});

test('an Application that is deleted takes what belongs to it along', async () => {
  await deploy('gone', kustomization({ service: service() }));
  await eventually(() => isSynced('gone'), 'the sync');
  world.store.delete({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    namespace: 'argocd',
    name: 'gone',
  });
  await eventually(() => applicationNamed('gone') === undefined, 'its end');
  assert.equal(get('v1', 'Service', 'gone', 'demo'), undefined);
});

test("GitLab's push hook makes the Applications of that branch look at once", async () => {
  await deploy('hooked', kustomization({ service: service() }));
  await eventually(() => isSynced('hooked'), 'the first sync');
  await world.commit(
    'hooked.git',
    kustomization({ service: service(), config: config({ a: '1' }) }),
  );
  const body = JSON.stringify({
    object_kind: 'push',
    ref: 'refs/heads/main',
    project: { web_url: `${world.forgeUrl}/hooked`, default_branch: 'main' },
  });
  const request = Object.assign(Readable.from([Buffer.from(body)]), {
    method: 'POST',
    url: '/argocd/api/webhook',
    headers: { 'x-gitlab-event': 'Push Hook' },
  }) as unknown as IncomingMessage;
  let answered = 0;
  const response = {
    writeHead(status: number) {
      answered = status;
      return this;
    },
    end() {},
  } as unknown as ServerResponse;
  assert.equal(await world.argoCd.webhook(request, response), true);
  assert.equal(answered, 200);
  await eventually(
    () => get('v1', 'ConfigMap', 'hooked', 'settings') !== undefined,
    'the sync of the new commit',
  );
});

test('nothing went wrong behind the scenes', () => {
  assert.deepEqual(world.problems, []);
});
