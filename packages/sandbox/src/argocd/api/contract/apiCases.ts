import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { kustomization, service } from '../../contract/manifests.ts';
import type { ArgoCdApiCase, ArgoCdApiWorld } from './ArgoCdApiWorld.ts';

const server = 'https://kubernetes.default.svc';
const files = kustomization({ service: service() });

function project(name: string, repository: string, rest: object = {}) {
  return {
    project: {
      metadata: { name },
      spec: {
        sourceRepos: [repository],
        destinations: [{ name: 'local', namespace: name, server }],
        clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
        ...rest,
      },
    },
  };
}

function application(name: string, repository: string, rest: object = {}) {
  return {
    metadata: { name, labels: { 'api-contract': 'yes' } },
    spec: {
      project: name,
      destination: { server, namespace: name },
      source: { repoURL: repository, path: 'dev' },
      syncPolicy: { syncOptions: ['CreateNamespace=true'] },
      ...rest,
    },
  };
}

/** A project and what the case does in it; afterwards nothing of it is left. */
async function inProject(
  world: ArgoCdApiWorld,
  name: string,
  run: (repository: string) => Promise<void>,
  options: { repository?: string } = {},
): Promise<void> {
  const path = options.repository ?? `${name}.git`;
  await world.commit(path, files);
  const repository = `${world.forgeUrl}/${path}`;
  try {
    await run(repository);
  } finally {
    await world.ask('DELETE', `/v1/applications/${name}?cascade=true`);
    await settled(
      world,
      `/v1/applications/${name}?project=${name}`,
      ({ status }) => status === 404,
    );
    await world.ask('DELETE', `/v1/projects/${name}`);
  }
}

async function settled(
  world: ArgoCdApiWorld,
  path: string,
  accept: (answer: { status: number; body: any }) => boolean,
) {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const answer = await world.ask('GET', path);
    if (accept(answer)) {
      return answer;
    }
    assert.ok(
      Date.now() < deadline,
      `GET ${path} stays ${JSON.stringify(answer.body.status ?? answer).slice(
        0,
        800,
      )}`,
    );
    await delay(200);
  }
}

function expectError(
  { status, body }: { status: number; body: any },
  expected: { status: number; code: number; message: RegExp },
): void {
  assert.match(String(body.message), expected.message);
  assert.equal(status, expected.status, body.message);
  assert.equal(body.code, expected.code);
  assert.equal(body.error, body.message);
}

/** What holds for the real argocd-server and for the twin alike. */
export const argocdApiCases: readonly ArgoCdApiCase[] = [
  {
    name: 'the version is told',
    async run(world) {
      const { status, body } = await world.ask('GET', '/version');
      assert.equal(status, 200);
      // One that was built without its release script has a number of its own.
      assert.match(body.Version, /^v\d+\.\d+\./);
    },
  },
  {
    name: 'a project is created once; the same again is the same, another is refused',
    run: world =>
      inProject(world, 'api-project', async repository => {
        const wanted = project('api-project', repository);
        const first = await world.ask('POST', '/v1/projects', wanted);
        assert.equal(first.status, 200, JSON.stringify(first.body));
        assert.equal(first.body.metadata.name, 'api-project');
        const again = await world.ask('POST', '/v1/projects', wanted);
        assert.equal(again.body.metadata.uid, first.body.metadata.uid);
        const other = project('api-project', repository, {
          description: 'another',
        });
        expectError(await world.ask('POST', '/v1/projects', other), {
          status: 400,
          code: 3,
          message: /^existing project spec is different; use upsert flag/,
        });
        const upserted = await world.ask('POST', '/v1/projects', {
          ...other,
          upsert: true,
        });
        assert.equal(upserted.body.spec.description, 'another');
        const read = await world.ask('GET', '/v1/projects/api-project');
        assert.equal(read.body.spec.description, 'another');
      }),
  },
  {
    name: 'a project that is not there is 404',
    async run(world) {
      expectError(await world.ask('GET', '/v1/projects/api-nobody'), {
        status: 404,
        code: 5,
        message: /appprojects\.argoproj\.io "api-nobody" not found/,
      });
    },
  },
  {
    name: 'a project without its payload is refused',
    async run(world) {
      expectError(await world.ask('POST', '/v1/projects', {}), {
        status: 400,
        code: 3,
        message: /missing payload 'project' in request/,
      });
    },
  },
  {
    name: 'an Application needs its project',
    run: world =>
      inProject(world, 'api-orphan', async repository => {
        expectError(
          await world.ask(
            'POST',
            '/v1/applications',
            application('api-orphan', repository),
          ),
          {
            status: 400,
            code: 3,
            message:
              /app is not allowed in project "api-orphan", or the project does not exist/,
          },
        );
      }),
  },
  {
    name: 'an Application is created once, found by its label, synced and deleted',
    run: world =>
      inProject(world, 'api-web', async repository => {
        await world.ask('POST', '/v1/projects', project('api-web', repository));
        const wanted = application('api-web', repository);
        const first = await world.ask('POST', '/v1/applications', wanted);
        assert.equal(first.status, 200, JSON.stringify(first.body));
        const again = await world.ask('POST', '/v1/applications', wanted);
        assert.equal(again.body.metadata?.uid, first.body.metadata.uid);
        const other = application('api-web', repository, {
          revisionHistoryLimit: 3,
        });
        expectError(await world.ask('POST', '/v1/applications', other), {
          status: 400,
          code: 3,
          message: /^existing application spec is different, use upsert flag/,
        });
        const list = await settled(
          world,
          '/v1/applications?selector=api-contract%3Dyes',
          ({ body }) => body.items !== null,
        );
        assert.deepEqual(
          list.body.items.map((item: any) => item.metadata.name),
          ['api-web'],
        );
        await settled(
          world,
          '/v1/applications/api-web',
          ({ body }) => body.status?.sync?.status === 'OutOfSync',
        );
        const sync = await world.ask('POST', '/v1/applications/api-web/sync', {
          prune: false,
          dryRun: false,
          strategy: { hook: { force: true } },
          resources: null,
        });
        assert.equal(sync.status, 200, JSON.stringify(sync.body));
        await settled(
          world,
          '/v1/applications/api-web',
          ({ body }) => body.status?.sync?.status === 'Synced',
        );
        assert.ok(
          await world.has({
            ...service(),
            metadata: { name: 'demo', namespace: 'api-web' },
          }),
        );
        expectError(await world.ask('DELETE', '/v1/projects/api-web'), {
          status: 400,
          code: 3,
          message: /project is referenced by 1 applications/,
        });
        const gone = await world.ask(
          'DELETE',
          '/v1/applications/api-web?cascade=true',
        );
        assert.equal(gone.status, 200, JSON.stringify(gone.body));
      }),
  },
  {
    name: 'an Application in a place that its project does not allow is refused',
    run: world =>
      inProject(world, 'api-place', async repository => {
        await world.ask(
          'POST',
          '/v1/projects',
          project('api-place', repository),
        );
        expectError(
          await world.ask(
            'POST',
            '/v1/applications',
            application('api-place', repository, {
              destination: { server, namespace: 'elsewhere' },
            }),
          ),
          {
            status: 400,
            code: 3,
            message:
              /application destination server '.*' and namespace 'elsewhere' do not match any of the allowed destinations in project 'api-place'/,
          },
        );
      }),
  },
  {
    name: 'an Application whose repository does not open is refused; with its Secret it is taken',
    run: world =>
      inProject(
        world,
        'api-private',
        async repository => {
          await world.ask(
            'POST',
            '/v1/projects',
            project('api-private', repository),
          );
          const wanted = application('api-private', repository);
          expectError(await world.ask('POST', '/v1/applications', wanted), {
            status: 400,
            code: 3,
            message: /repositories not accessible.*authentication required/s,
          });
          const wrong = await world.ask('POST', '/v1/repositories', {
            repo: repository,
            username: 'reader',
            password: 'wrong',
          });
          assert.ok(wrong.status >= 400);
          assert.match(wrong.body.message, /error testing repository/);
          const right = await world.ask('POST', '/v1/repositories', {
            repo: repository,
            username: 'reader',
            password: 'right',
          });
          assert.equal(right.status, 200, JSON.stringify(right.body));
          assert.doesNotMatch(JSON.stringify(right.body), /right/);
          const list = await world.ask('GET', '/v1/repositories');
          assert.ok(
            list.body.items.some((item: any) => item.repo === repository),
          );
          const created = await world.ask('POST', '/v1/applications', wanted);
          assert.equal(created.status, 200, JSON.stringify(created.body));
          await world.ask(
            'DELETE',
            `/v1/repositories/${encodeURIComponent(repository)}`,
          );
        },
        { repository: 'private/api.git' },
      ),
  },
  {
    name: 'an Application whose path is not in the repository is refused',
    run: world =>
      inProject(world, 'api-path', async repository => {
        await world.ask(
          'POST',
          '/v1/projects',
          project('api-path', repository),
        );
        expectError(
          await world.ask(
            'POST',
            '/v1/applications',
            application('api-path', repository, {
              source: { repoURL: repository, path: 'overlays/nowhere' },
            }),
          ),
          {
            status: 400,
            code: 3,
            message: /overlays\/nowhere: app path does not exist/,
          },
        );
      }),
  },
  {
    name: 'an Application that is not there is 403 to who names no project, and 404 to others',
    async run(world) {
      const denied = { status: 403, code: 7, message: /^permission denied$/ };
      for (const [method, path] of [
        ['GET', '/v1/applications/api-nobody'],
        ['POST', '/v1/applications/api-nobody/sync'],
        ['DELETE', '/v1/applications/api-nobody'],
      ]) {
        expectError(
          await world.ask(method, path, method === 'POST' ? {} : undefined),
          denied,
        );
      }
      expectError(
        await world.ask('GET', '/v1/applications/api-nobody?project=default'),
        {
          status: 404,
          code: 5,
          message: /applications\.argoproj\.io "api-nobody" not found/,
        },
      );
    },
  },
  {
    name: 'its own cluster is among the clusters',
    async run(world) {
      const { body } = await world.ask('GET', '/v1/clusters');
      assert.ok(body.items.some((item: any) => item.server === server));
    },
  },
];
