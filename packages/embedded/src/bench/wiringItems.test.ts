import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { BenchWorld, type Answer } from './BenchWorld.ts';
import { takeInventory, wiringItems } from './wiringItems.ts';
import { environments, WiringLook } from './WiringLook.ts';

const url = 'http://127.0.0.1:8929';
const gitopsUrl = `${url}/acme/payments-gitops.git`;
const encode = (data: Record<string, string>) => ({
  data: Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      key,
      Buffer.from(value).toString('base64'),
    ]),
  ),
});
const project = (name: string) =>
  `/projects/${encodeURIComponent(`acme/${name}`)}`;
const file = (name: string, path: string) =>
  `${project(name)}/repository/files/${encodeURIComponent(path)}?ref=main`;
const argo = '/apis/argoproj.io/v1alpha1/namespaces/argocd';

/** Everything that a launch can leave behind, by where it is looked for. */
const everything: Record<string, unknown> = {
  [file('payments', '.gitlab-ci.yml')]: {},
  [`${project('payments-gitops')}/access_tokens`]: [
    { active: true, scopes: ['write_repository'] },
  ],
  [`${project('payments')}/variables/GITOPS_TOKEN`]: {
    value: 'planted-ci',
    masked: true,
    protected: true,
  },
  [`${project('payments')}/variables/GITOPS_REPOSITORY`]: { value: gitopsUrl },
  [`${project('payments')}/hooks`]: [{}],
  [`${project('payments-gitops')}/hooks`]: [{}],
  [`${project('payments')}/pipelines`]: [{ status: 'success' }],
  '/api/v1/namespaces/argocd/secrets': {
    items: [
      encode({
        url: gitopsUrl,
        project: 'payments',
        username: 'u',
        password: 'planted-argocd',
      }),
    ],
  },
  '/acme/payments-gitops.git/info/refs?service=git-upload-pack': '',
  '/jwt/auth?service=container_registry&scope=repository:acme/payments:pull': {
    token: 't',
  },
  '/v2/acme/payments/tags/list': {},
  [`${argo}/appprojects/payments`]: {
    spec: {
      sourceRepos: [gitopsUrl],
      destinations: [{ namespace: 'payments-dev' }],
    },
  },
  ...Object.fromEntries(
    environments.flatMap(environment => [
      [
        file('payments-gitops', `overlays/${environment}/kustomization.yaml`),
        {},
      ],
      [
        `/api/v1/namespaces/payments-${environment}/resourcequotas`,
        { items: [{}] },
      ],
      [
        `/api/v1/namespaces/payments-${environment}/secrets/payments-registry`,
        encode({
          '.dockerconfigjson': JSON.stringify({
            auths: {
              '127.0.0.1:8929': { username: 'u', password: 'planted-pull' },
            },
          }),
        }),
      ],
      [
        `${argo}/applications/payments-${environment}`,
        {
          metadata: {
            labels: { service: 'payments' },
            annotations: { 'backstage.io/entity-ref': 'x' },
          },
          spec: { project: 'payments' },
          status: {
            sync: { status: 'Synced' },
            health: { status: 'Healthy' },
            summary: { images: ['127.0.0.1:8929/acme/payments:1-2'] },
          },
        },
      ],
    ]),
  ),
};

class FakeWorld extends BenchWorld {
  #answers: Record<string, unknown>;

  constructor(answers: Record<string, unknown>) {
    const token = 'planted-token';
    super(url, {
      forgeToken: token,
      githubToken: token,
      clusterToken: token,
      argocdPassword: token,
    });
    this.#answers = answers;
  }

  override async get(path: string): Promise<Answer> {
    return path in this.#answers
      ? { status: 200, body: this.#answers[path] }
      : { status: 404, body: {} };
  }

  override gitlab(path: string) {
    return this.get(path);
  }

  override cluster(path: string) {
    return this.get(path);
  }
}

describe('what a launch has left behind', () => {
  let databaseFolder: string;
  before(async () => {
    databaseFolder = await mkdtemp(join(tmpdir(), 'bench-'));
    await writeFile(join(databaseFolder, 'clean.sqlite'), 'nothing');
  });
  after(() => rm(databaseFolder, { recursive: true, force: true }));

  const inventory = (
    answers: Record<string, unknown>,
    by: Partial<Parameters<typeof takeInventory>[1]> = {},
  ) =>
    takeInventory(new WiringLook(new FakeWorld(answers), 'payments'), {
      databaseFolder,
      entity: async () => ({
        metadata: {
          annotations: { 'argocd/app-selector': 'service=payments' },
        },
      }),
      hasLedger: async () => true,
      healthyAtEnd: environments,
      secondRun: { succeeded: true, writes: 0 },
      ...by,
    });
  const all = wiringItems.map(({ name }) => name);
  const without = async (...args: Parameters<typeof inventory>) => {
    const found = await inventory(...args);
    return all.filter(name => !found.includes(name));
  };

  it('is everything where everything is', async () => {
    assert.deepEqual(await inventory(everything), all);
  });

  it('is nothing where nothing is', async () => {
    const found = await inventory(
      {},
      {
        entity: async () => undefined,
        hasLedger: async () => false,
        healthyAtEnd: [],
        secondRun: { succeeded: false, writes: 0 },
      },
    );
    assert.deepEqual(found, []);
  });

  const lost: Array<[path: string, missing: RegExp[]]> = [
    [`${project('payments')}/hooks`, [/^webhook of the app/]],
    [`${project('payments-gitops')}/hooks`, [/^webhook of the GitOps/]],
    [`${project('payments')}/variables/GITOPS_REPOSITORY`, [/named to CI/]],
    [`${project('payments-gitops')}/access_tokens`, [/CI writes/]],
    [
      '/api/v1/namespaces/payments-staging/secrets/payments-registry',
      [/^pull secret/],
    ],
    ['/v2/acme/payments/tags/list', [/^pull secret/]],
    [
      '/acme/payments-gitops.git/info/refs?service=git-upload-pack',
      [/Argo CD reads .*, working/],
    ],
    [`${argo}/appprojects/payments`, [/^AppProject/]],
  ];
  for (const [path, missing] of lost) {
    it(`is without ${missing[0].source} when ${path} is not there`, async () => {
      const { [path]: _gone, ...rest } = everything;
      const found = await without(rest);
      assert.equal(found.length, missing.length, found.join('; '));
      missing.forEach((pattern, index) => assert.match(found[index], pattern));
    });
  }

  it('a credential in the database of the portal is found', async () => {
    const leaky = await mkdtemp(join(tmpdir(), 'bench-leaky-'));
    await writeFile(join(leaky, 'scaffolder.sqlite-wal'), 'x planted-pull y');
    assert.deepEqual(await without(everything, { databaseFolder: leaky }), [
      'no value of a credential in the portal’s database',
    ]);
    await rm(leaky, { recursive: true });
  });

  it('a second run that writes is not one that changes nothing', async () => {
    assert.deepEqual(
      await without(everything, { secondRun: { succeeded: true, writes: 1 } }),
      ['a second run that ends well and changes nothing'],
    );
  });
});
