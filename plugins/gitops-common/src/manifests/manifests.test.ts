import {
  appProjectManifest,
  applicationManifest,
  applicationSetManifest,
  ApplicationSource,
  credentialTemplateManifest,
  credentialTemplateName,
  credentialTemplatePrefix,
  dockerConfigSecretManifest,
  namespaceManifest,
  parseApplicationSource,
  readDockerConfigSecret,
  readRepositorySecret,
  repositorySecretManifest,
  resourceQuotaManifest,
} from '.';
import { crdProblems, hasCrds } from '../__testUtils__/crdSchemas';

const source: ApplicationSource = {
  repoURL: 'https://gitlab.example.com/acme/payments-gitops.git',
  targetRevision: 'main',
  path: 'overlays/dev',
};
const application = (sync: 'automatic' | 'manual', from = source) =>
  applicationManifest({
    name: 'payments-dev',
    namespace: 'argocd',
    service: 'payments',
    environment: 'dev',
    entityRef: 'component:default/payments',
    project: 'payments',
    source: from,
    destination: {
      server: 'https://kubernetes.default.svc',
      namespace: 'payments-dev',
    },
    sync,
  });
const project = appProjectManifest({
  name: 'payments',
  namespace: 'argocd',
  service: 'payments',
  sourceRepos: [source.repoURL],
  destinations: [
    { server: 'https://kubernetes.default.svc', namespace: 'payments-dev' },
  ],
});

describe('applicationManifest', () => {
  it('T25: applies on the server side; automatic environments heal and prune', () => {
    expect(application('automatic').spec).toMatchObject({
      syncPolicy: {
        automated: { prune: true, selfHeal: true },
        syncOptions: ['ServerSideApply=true'],
      },
    });
  });
  it('a manual environment has no automated sync', () => {
    expect(application('manual').spec).toMatchObject({
      syncPolicy: { syncOptions: ['ServerSideApply=true'] },
    });
    expect(JSON.stringify(application('manual'))).not.toContain('automated');
  });
  it('says to which entity and environment it belongs', () => {
    expect(application('manual').metadata).toMatchObject({
      labels: {
        'backstage.io/kubernetes-id': 'payments',
        'slipway.dev/environment': 'dev',
        'app.kubernetes.io/managed-by': 'slipway',
      },
      annotations: { 'backstage.io/entity-ref': 'component:default/payments' },
    });
  });
});

describe('parseApplicationSource', () => {
  it.each([
    [source],
    [{ ...source, helm: { valueFiles: ['values.yaml'] } }],
    [{ ...source, repoURL: 'git@github.com:acme/payments-gitops.git' }],
    [{ ...source, repoURL: 'ssh://git@github.example.com:2222/acme/a.git' }],
  ])('accepts %j', value => {
    expect(parseApplicationSource(value)).toEqual(value);
  });
  it.each([
    ['values', { values: 'image: x' }],
    ['valuesObject', { valuesObject: { image: 'x' } }],
    ['parameters', { parameters: [{ name: 'image', value: 'x' }] }],
  ])('T17: refuses inline Helm %s', (key, helm) => {
    expect(() => parseApplicationSource({ ...source, helm })).toThrow(
      new RegExp(`${key}.*they win over those in git`),
    );
  });
  it.each([
    [{ ...source, path: '/overlays/dev' }, /wrong at path: is relative/],
    [{ ...source, repoURL: 'not a url' }, /wrong at repoURL/],
    [
      { ...source, repoURL: 'https://user:secret@gitlab.example.com/a.git' },
      /holds no credential/,
    ],
    [
      { ...source, repoURL: 'ssh://git:secret@github.example.com/a.git' },
      /holds no credential/,
    ],
    [{ ...source, other: 1 }, /Unrecognized key/],
  ])('refuses %j', (value, message) => {
    expect(() => parseApplicationSource(value)).toThrow(message);
  });
});

const applicationSet = (more: object = {}) =>
  applicationSetManifest({
    name: 'payments',
    namespace: 'argocd',
    service: 'payments',
    entityRef: 'component:default/payments',
    project: 'payments',
    applicationName: environment => `payments-${environment}`,
    source: { repoURL: source.repoURL, targetRevision: 'main' },
    elements: [
      {
        environment: 'dev',
        cluster: 'sandbox',
        server: 'https://kubernetes.default.svc',
        namespace: 'payments-dev',
        path: 'overlays/dev',
        sync: 'automatic',
      },
    ],
    ...more,
  });

describe('applicationSetManifest', () => {
  it('its template filled in is the Application that is made by itself', () => {
    const { generators, template } = applicationSet().spec as any;
    const [element] = generators[0].list.elements;
    const filled = JSON.parse(
      JSON.stringify(template).replace(
        /\{\{\.(\w+)\}\}/g,
        (_, key: string) => element[key],
      ),
    );
    const wanted = application('manual');
    expect(filled.spec).toEqual(wanted.spec);
    expect({ ...filled.metadata, namespace: 'argocd' }).toEqual(
      wanted.metadata,
    );
  });
  it('says nothing of what is the default of Argo CD, lest it be taken out again', () => {
    expect((applicationSet().spec as any).syncPolicy).toEqual({
      applicationsSync: 'sync',
    });
    expect(
      (applicationSet({ preserveResourcesOnDeletion: true }).spec as any)
        .syncPolicy,
    ).toEqual({ applicationsSync: 'sync', preserveResourcesOnDeletion: true });
  });
});

describe('credentialTemplateManifest', () => {
  const prefix = 'https://gitlab.example.com:8443/Acme/';
  it('is a template for the prefix, with the credential and for no service', () => {
    const secret = credentialTemplateManifest({
      namespace: 'argocd',
      prefix,
      credential: { username: 'reader', password: 'p' },
    });
    expect(secret.metadata).toEqual({
      name: 'repo-creds-gitlab-example-com-8443-acme',
      namespace: 'argocd',
      labels: {
        'app.kubernetes.io/managed-by': 'slipway',
        'argocd.argoproj.io/secret-type': 'repo-creds',
      },
    });
    expect(credentialTemplatePrefix(secret)).toBe(prefix);
  });
  it.each([
    ['git@github.com:acme/', 'repo-creds-git-github-com-acme'],
    ['ssh://git@forge:2222/acme/', 'repo-creds-git-forge-2222-acme'],
  ])('%s is called %s', (given, name) => {
    expect(credentialTemplateName(given)).toBe(name);
  });
});

describe('appProjectManifest', () => {
  it('allows the given repositories and namespaces, and nothing of the cluster', () => {
    expect(project.spec).toMatchObject({
      sourceRepos: [source.repoURL],
      destinations: [{ namespace: 'payments-dev' }],
      clusterResourceWhitelist: [],
    });
    expect(JSON.stringify(project.spec)).not.toContain('*');
  });
});

describe('the CRDs', () => {
  it.each([
    ['an Application', application('automatic')],
    ['a manual Application', application('manual')],
    ['an AppProject', project],
    [
      'an ApplicationSet',
      applicationSet({ preserveResourcesOnDeletion: true }),
    ],
  ])('accept %s', (_, manifest) => {
    expect(crdProblems(manifest)).toEqual([]);
  });
  it('would not accept a field that they do not know', () => {
    const wrong = { ...project, spec: { sourceRepo: [] } };
    expect(crdProblems(wrong).length > 0).toBe(hasCrds);
  });
});

describe('Secrets', () => {
  it('a pull Secret is read back as it was written', () => {
    const secret = dockerConfigSecretManifest({
      name: 'payments-registry',
      namespace: 'payments-dev',
      service: 'payments',
      environment: 'dev',
      registry: 'registry.example.com:5050',
      username: 'gitlab+deploy-token-1',
      password: 'pässword',
    });
    expect(secret.type).toBe('kubernetes.io/dockerconfigjson');
    expect(readDockerConfigSecret(secret, 'registry.example.com:5050')).toEqual(
      { username: 'gitlab+deploy-token-1', password: 'pässword' },
    );
    expect(readDockerConfigSecret(secret, 'other')).toBeUndefined();
  });
  it.each([
    [undefined],
    [{}],
    [{ data: { '.dockerconfigjson': '%%%' } }],
    [{ data: { '.dockerconfigjson': btoa('not json') } }],
    [{ data: { '.dockerconfigjson': btoa('{"auths":{"r":{}}}') } }],
  ])('%j holds no pull credential', secret => {
    expect(readDockerConfigSecret(secret, 'r')).toBeUndefined();
  });
  it('reads a pull credential that has only auth, as docker login writes it', () => {
    const data = btoa(
      JSON.stringify({ auths: { r: { auth: btoa('u:p:q') } } }),
    );
    expect(
      readDockerConfigSecret({ data: { '.dockerconfigjson': data } }, 'r'),
    ).toEqual({ username: 'u', password: 'p:q' });
  });
  it('a repository Secret has the label and the keys that Argo CD reads', () => {
    const secret = repositorySecretManifest({
      name: 'repo-payments-gitops',
      namespace: 'argocd',
      service: 'payments',
      url: source.repoURL,
      username: 'u',
      password: 'p',
      project: 'payments',
    });
    expect(secret.metadata.labels).toMatchObject({
      'argocd.argoproj.io/secret-type': 'repository',
    });
    expect(readRepositorySecret(secret)).toEqual({
      url: source.repoURL,
      username: 'u',
      password: 'p',
      project: 'payments',
    });
    expect(readRepositorySecret({ data: {} })).toBeUndefined();
  });
  it('a repository Secret for SSH holds the key, and neither user name nor password', () => {
    const secret = repositorySecretManifest({
      name: 'repo-payments-gitops',
      namespace: 'argocd',
      service: 'payments',
      url: 'git@github.com:acme/payments-gitops.git',
      sshPrivateKey: 'the key\n',
      project: 'payments',
    });
    expect(Object.keys(secret.data as object).sort()).toEqual([
      'project',
      'sshPrivateKey',
      'type',
      'url',
    ]);
    expect(readRepositorySecret(secret)).toEqual({
      url: 'git@github.com:acme/payments-gitops.git',
      sshPrivateKey: 'the key\n',
      project: 'payments',
    });
  });
});

it('namespaces and quotas carry the labels of service and environment', () => {
  const names = { service: 'payments', environment: 'dev' };
  const labels = {
    'app.kubernetes.io/managed-by': 'slipway',
    'backstage.io/kubernetes-id': 'payments',
    'slipway.dev/environment': 'dev',
  };
  expect(namespaceManifest({ name: 'payments-dev', ...names })).toEqual({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'payments-dev', labels },
  });
  expect(
    resourceQuotaManifest({
      name: 'payments-quota',
      namespace: 'payments-dev',
      ...names,
      hard: { pods: '10' },
    }),
  ).toMatchObject({ metadata: { labels }, spec: { hard: { pods: '10' } } });
});
