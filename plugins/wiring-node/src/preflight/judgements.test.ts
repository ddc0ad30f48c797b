import { NotFoundError } from '@backstage/errors';
import { PreflightPlace } from './Finding';
import { judgeAddress } from './checks/argocdChecks';
import { judgeClusterError, judgeVersion } from './checks/clusterChecks';
import { judgeController, judgeKinds } from './checks/controllerChecks';
import { judgeOwner } from './checks/environmentChecks';
import { judgeForgeError, judgeToken } from './checks/forgeChecks';
import { judgeHook } from './checks/hookChecks';
import { judgeQuotas, readQuota } from './checks/quotas';
import { judgeRegistry } from './checks/registryChecks';
import { knownReleases } from './releases';
import { reasonOf } from './reasonOf';

const place: PreflightPlace = { kind: 'cluster', name: 'main' };
const ids = (findings: Array<{ id: string }>) => findings.map(({ id }) => id);

describe('a token', () => {
  const about = {
    place,
    needed: ['repo', 'workflow'],
    now: new Date('2026-06-01T12:00:00Z'),
  };
  it.each([
    [{ scopes: ['repo', 'workflow', 'gist'] }, []],
    [{ scopes: ['repo'] }, ['forge-scope-missing']],
    // Of a fine-grained token, or of an app, nobody says what it may do.
    [{}, []],
    [{ endsOn: '2026-06-30' }, []],
    [{ endsOn: '2026-06-10' }, ['forge-token-ends']],
    [
      { scopes: [], endsOn: '2026-06-02' },
      ['forge-scope-missing', 'forge-token-ends'],
    ],
  ])('%j: %j', (identity, expected) => {
    expect(ids(judgeToken(identity, about))).toEqual(expected);
  });
});

it('an answer that preflight does not know is not told as a fault that it does', () => {
  const odd = new NotFoundError('page not found');
  expect(() => judgeForgeError(odd, place, [])).toThrow(odd);
  expect(() => judgeClusterError(odd, place, 'dev')).toThrow(odd);
});

it.each([
  ['v1.28.0', []],
  ['v1.36.4+k3s1', []],
  ['v1.27.9', ['cluster-version-unknown']],
  ['v2.0.0', ['cluster-version-unknown']],
  ['no version', ['cluster-version-unknown']],
])('Kubernetes %s: %j', (version, expected) => {
  expect(ids(judgeVersion(version, place))).toEqual(expected);
});

describe('a controller', () => {
  const about = {
    name: 'Argo Rollouts',
    kinds: ['Rollout', 'AnalysisTemplate'],
    known: knownReleases.rollouts,
    place,
    cluster: 'main',
  };
  const pod = (ready: boolean, version?: string) => ({
    namespace: 'argo-rollouts',
    ready,
    version,
  });
  it.each([
    [[], ['controller-missing']],
    [[pod(false, 'v1.9.1')], ['controller-not-ready']],
    [[pod(false, 'v1.9.1'), pod(true, 'v1.9.1')], []],
    [[pod(true, 'v2.0.0')], ['controller-version-unknown']],
    // An image by its digest.
    [[pod(true)], []],
  ])('with the pods %j: %j', (pods, expected) => {
    expect(ids(judgeController(pods, about))).toEqual(expected);
  });

  it('needs its kinds, and each that is missing is named', () => {
    expect(judgeKinds(['Rollout', 'AnalysisTemplate'], about)).toEqual([]);
    expect(judgeKinds(['AnalysisTemplate'], about)[0].params).toMatchObject({
      kinds: 'Rollout',
    });
    expect(judgeKinds([], about)[0].params).toMatchObject({
      kinds: 'Rollout, AnalysisTemplate',
    });
  });
});

describe('T01: what is asked for is compared with each quota', () => {
  const about = { place, namespace: 'payments-dev' };
  const needs = { 'requests.memory': '576Mi', pods: '5' };
  it.each<[Record<string, string>, string | undefined]>([
    [{ 'requests.memory': '576Mi', pods: '5' }, undefined],
    [{ 'requests.memory': '0.5Gi' }, 'requests.memory 576Mi'],
    [{ memory: '512Mi' }, 'requests.memory 576Mi'],
    [{ 'count/pods': '4' }, 'pods 5'],
    [{ memory: '512Mi', pods: '4' }, 'requests.memory 576Mi, pods 5'],
    [{ 'requests.nvidia.com/gpu': '0' }, undefined],
  ])('%j: %j', (hard, expected) => {
    const [found] = judgeQuotas(needs, [{ name: 'team', hard }], about);
    expect(found?.params.needs).toBe(expected);
  });

  it('a quota for some of the pods only is left out', () => {
    const quota = (spec: object) => ({
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'team' },
      spec: { hard: { pods: 4 }, ...spec },
    });
    expect(readQuota(quota({}))).toEqual({ name: 'team', hard: { pods: '4' } });
    expect(readQuota(quota({ scopes: ['BestEffort'] }))).toBeUndefined();
    expect(readQuota(quota({ scopeSelector: {} }))).toBeUndefined();
  });
});

describe('an object that bears a name of the launch', () => {
  const about = { place, cluster: 'main', service: 'payments' };
  const secret = (labels: Record<string, string>) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'payments-registry', namespace: 'payments-dev', labels },
  });
  const managed = { 'app.kubernetes.io/managed-by': 'slipway' };
  const of = (service: string) => ({ 'backstage.io/kubernetes-id': service });
  it.each([
    [{ ...managed, ...of('payments') }, undefined],
    [{ ...managed, ...of('ledger') }, 'ledger'],
    [{}, 'somebody else'],
  ])('with the labels %j belongs to %s', (labels, owner) => {
    expect(judgeOwner(secret(labels), about)[0]?.params.owner).toBe(owner);
  });
});

describe('T09: the address by which Argo CD reads', () => {
  it.each([
    ['https://gitlab.example.com/acme/payments.git', false, []],
    ['git@github.com:acme/payments.git', false, []],
    [
      'ssh://git@localhost:2222/acme/payments.git',
      false,
      ['repository-loopback'],
    ],
    ['git@localhost:acme/payments.git', false, ['repository-loopback']],
    ['http://127.0.0.1:8929/acme/payments.git', false, ['repository-loopback']],
    ['http://127.0.0.1:8929/acme/payments.git', true, []],
    ['http://gitlab.local/acme/payments.git', true, ['repository-plain-http']],
  ])('%s (the cluster is on this machine: %s): %j', (url, local, expected) => {
    const about = { place, cluster: 'main', reachesLoopback: local };
    expect(ids(judgeAddress(url, about))).toEqual(expected);
  });
});

describe('T08, T10: a registry', () => {
  const answered = (status: number, challenge?: string) => ({
    kind: 'answered' as const,
    status,
    headers: new Headers(challenge ? { 'www-authenticate': challenge } : {}),
  });
  const silent = { kind: 'silent' as const, reason: 'connect ECONNREFUSED' };
  const bearer = answered(401, 'Bearer realm="https://x/token"');
  it.each([
    ['asks for a token', bearer, undefined, []],
    ['is open', answered(200), undefined, []],
    ['is something else', answered(404), undefined, ['registry-unreachable']],
    [
      'refuses without saying how to ask',
      answered(401),
      undefined,
      ['registry-unreachable'],
    ],
    ['is not there', silent, silent, ['registry-unreachable']],
    ['speaks plain HTTP', silent, bearer, ['registry-plain-http']],
    [
      'has a web server beside it',
      silent,
      answered(404),
      ['registry-unreachable'],
    ],
    [
      'has no such name',
      { kind: 'unknown-host' as const },
      undefined,
      ['registry-unknown-host'],
    ],
  ])('that %s', (_, answer, plain, expected) => {
    expect(ids(judgeRegistry(answer, plain, place))).toEqual(expected);
  });
});

describe('webhooks', () => {
  const about = { place, host: 'gitlab.example.com', url: 'https://portal' };
  const answered = (status: number) => ({
    kind: 'answered' as const,
    status,
    headers: new Headers(),
  });
  it.each([
    [answered(404), true, []],
    [answered(502), true, ['hook-unreachable']],
    [answered(200), false, ['hook-secret-missing']],
    [undefined, true, ['hook-loopback']],
    [undefined, false, ['hook-secret-missing', 'hook-loopback']],
    [{ kind: 'unknown-host' as const }, true, ['hook-unreachable']],
  ])('%j, with a secret: %s: %j', (answer, hasSecret, expected) => {
    expect(ids(judgeHook(answer, { ...about, hasSecret }))).toEqual(expected);
  });
});

it.each([
  [
    'The cluster main did not answer GET version: connect ECONNREFUSED 10.0.0.1:6443',
    'connect ECONNREFUSED 10.0.0.1:6443',
  ],
  [
    'GitLab did not answer GET /user on gitlab.example.com:8443: no answer within 30 s',
    'no answer within 30 s',
  ],
  [
    'The cluster main answered 503 to GET version: busy.',
    'The cluster main answered 503 to GET version: busy',
  ],
])('the reason in "%s"', (message, reason) => {
  expect(reasonOf(new Error(message))).toBe(reason);
});
