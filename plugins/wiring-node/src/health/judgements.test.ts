import { KubernetesObject } from '@slipway/plugin-delivery-node';
import { serviceNames } from '@slipway/plugin-gitops-common';
import {
  ForgeHook,
  ForgeRepository,
  ForgeVariable,
  HeldCredential,
} from '../forge';
import { judgeAnnotations } from './checks/catalogCheck';
import { judgeCredential } from './checks/credentialCheck';
import { judgeHook } from './checks/hookCheck';
import { judgePresence } from './checks/judgeObject';
import { judgeLogin } from './checks/pullSecretCheck';
import {
  judgeBranch,
  judgeGiving,
  judgePush,
  judgeRepository,
} from './checks/repositoryCheck';
import {
  judgeAddress,
  judgeOtherVariable,
  judgeWriteVariable,
} from './checks/variableCheck';
import { deriveSourcePattern } from './deriveSourcePattern';

const ids = (faults: Array<{ id: string }>) => faults.map(({ id }) => id);

describe('a repository', () => {
  const repository = { path: 'acme/payments' } as ForgeRepository;
  it.each<[string, ForgeRepository | undefined, string[]]>([
    ['that is there', repository, []],
    ['by another spelling', { ...repository, path: 'Acme/Payments' }, []],
    ['that is gone', undefined, ['repository-missing']],
    [
      'that leaves under another name is told to leave',
      { ...repository, path: 'acme/payments-deletion', leaving: true },
      ['repository-leaving'],
    ],
    [
      'that has moved',
      { ...repository, path: 'acme/billing' },
      ['repository-moved'],
    ],
    [
      'that is archived',
      { ...repository, archived: true },
      ['repository-archived'],
    ],
  ])('%s', (_, found, expected) => {
    expect(ids(judgeRepository(found, 'acme/payments'))).toEqual(expected);
  });

  const place = { path: 'acme/payments', branch: 'main' };
  it('its branch is compared with the launch where that is known', () => {
    expect(judgeBranch(place, undefined)).toEqual([]);
    expect(judgeBranch(place, 'main')).toEqual([]);
    expect(ids(judgeBranch(place, 'master'))).toEqual(['branch-changed']);
  });

  it('rules are told where they keep CI from its work', () => {
    expect(judgeGiving(true, place)).toEqual([]);
    expect(ids(judgeGiving(false, place))).toEqual(['branch-unprotected']);
    expect(judgePush(undefined, place)).toEqual([]);
    expect(judgePush({ kind: 'open' }, place)).toEqual([]);
    const refused = { kind: 'refused' as const, allowed: 'nobody' };
    expect(ids(judgePush(refused, place))).toEqual(['push-refused']);
  });
});

describe('a credential', () => {
  const one = (fields: Partial<HeldCredential> = {}): HeldCredential => ({
    id: '1',
    name: 'slipway-ci',
    title: 'access token',
    active: true,
    scopes: ['write_repository'],
    ...fields,
  });
  const judge = (
    named: HeldCredential[],
    used: string[] | undefined = named.map(({ id }) => id),
  ) =>
    ids(
      judgeCredential({
        use: 'write',
        path: 'acme/payments-gitops',
        name: 'slipway-ci',
        named,
        current: named.find(({ active }) => active),
        used,
        now: new Date('2026-06-01T12:00:00Z'),
        renewDays: 30,
      }),
    );
  it.each<[string, HeldCredential[], string[]]>([
    ['without an end', [one()], []],
    ['with 31 days left', [one({ expiresAt: '2026-07-02' })], []],
    ['with 30 left', [one({ expiresAt: '2026-07-01' })], ['credential-ends']],
    ['that is nowhere', [], ['credential-missing']],
    ['that was revoked', [one({ active: false })], ['credential-missing']],
    [
      'that was revoked before its end',
      [one({ active: false, expiresAt: '2026-12-01' })],
      ['credential-missing'],
    ],
    [
      'that is over',
      [one({ active: false, expiresAt: '2026-05-31T00:00:00.000Z' })],
      ['credential-expired'],
    ],
    [
      'that may do more than it needs',
      [one({ scopes: ['write_repository', 'api'] })],
      ['credential-scopes'],
    ],
    ['that is a key', [one({ title: 'deploy key', scopes: ['write'] })], []],
  ])('%s', (_, named, expected) => {
    expect(judge(named)).toEqual(expected);
  });

  it('is left over when another one is in use, and not when none is', () => {
    const two = [one(), one({ id: '2' })];
    expect(judge(two, ['1'])).toEqual(['credential-orphaned']);
    expect(judge(two, ['1', '2'])).toEqual([]);
    expect(judge(two, [])).toEqual([]);
  });

  it('is not said to be left over while the places are not known', () => {
    const named = [one(), one({ id: '2' })];
    expect(
      judgeCredential({
        use: 'write',
        path: 'acme/payments-gitops',
        name: 'slipway-ci',
        named,
        current: named[0],
        used: undefined,
        now: new Date('2026-06-01'),
        renewDays: 30,
      }),
    ).toEqual([]);
  });
});

describe('the variable that CI is given to write with', () => {
  const wanted = { secret: true, masked: true, protected: true };
  const variable = { ...wanted, description: '' } as ForgeVariable;
  const active = { active: true } as HeldCredential;
  const about = {
    key: 'GITOPS_TOKEN',
    path: 'acme/payments',
    wanted,
    credentials: [active],
    held: active,
  };
  it.each<[string, ForgeVariable | undefined, Partial<typeof about>, string[]]>(
    [
      ['as it is wanted', variable, {}, []],
      ['gone', undefined, {}, ['variable-missing']],
      ['shown', { ...variable, secret: false }, {}, ['variable-changed']],
      [
        'given to each branch',
        { ...variable, protected: false },
        {},
        ['variable-changed'],
      ],
      [
        'of a credential that nobody knows',
        variable,
        { held: undefined },
        ['variable-stale'],
      ],
      [
        'where no credential is left, which is told of the credential',
        variable,
        { held: undefined, credentials: [{ ...active, active: false }] },
        [],
      ],
    ],
  )('%s', (_, found, change, expected) => {
    expect(ids(judgeWriteVariable(found, { ...about, ...change }))).toEqual(
      expected,
    );
  });

  it('comes with the address for its kind, and for either while it is not there', () => {
    const address = { key: 'GITOPS_REPOSITORY', path: 'acme/payments' };
    const found = { value: 'https://x' } as ForgeVariable;
    const judge = (urls: string[], one?: ForgeVariable) =>
      ids(judgeAddress(one, { ...address, urls }));
    expect(judge(['https://x'], found)).toEqual([]);
    expect(judge(['https://x', 'git@x'], found)).toEqual([]);
    expect(judge(['git@x'], found)).toEqual(['variable-changed']);
    expect(judge([])).toEqual(['variable-missing']);
  });

  it("of a template's own is compared by what the ledger knows of it, if anything", () => {
    const other = { path: 'acme/payments', key: 'LOG_LEVEL' };
    expect(judgeOtherVariable(variable, other, undefined)).toEqual([]);
    expect(judgeOtherVariable(variable, other, {})).toEqual([]);
    expect(
      ids(judgeOtherVariable(variable, other, { fingerprint: 'variable 0' })),
    ).toEqual(['other-variable-changed']);
    expect(ids(judgeOtherVariable(undefined, other, {}))).toEqual([
      'other-variable-missing',
    ]);
  });
});

describe('a webhook', () => {
  const url = 'https://portal.example.com/api/events/http/gitlab';
  const hook: ForgeHook = {
    id: '1',
    url,
    active: true,
    verifiesTls: true,
    events: ['push', 'pipeline', 'job'],
  };
  it.each<[string, ForgeHook[], string[]]>([
    ['that nothing is known of', [hook], []],
    ['that delivers', [{ ...hook, lastStatus: 202 }], []],
    ['that is gone', [{ ...hook, url: 'https://x' }], ['hook-missing']],
    ['without jobs', [{ ...hook, events: ['push'] }], ['hook-changed']],
    ['that is switched off', [{ ...hook, active: false }], ['hook-changed']],
    ['that is refused', [{ ...hook, lastStatus: 403 }], ['hook-refused']],
    ['that nobody takes', [{ ...hook, lastStatus: 0 }], ['hook-failing']],
    ['that fails', [{ ...hook, lastStatus: 502 }], ['hook-failing']],
    ['that is suspended', [{ ...hook, suspended: true }], ['hook-failing']],
  ])('to the portal %s', (_, hooks, expected) => {
    const about = { path: 'acme/payments', url, isPortals: true };
    expect(ids(judgeHook(hooks, about))).toEqual(expected);
  });

  it('to others may tell of what it likes', () => {
    const about = { path: 'acme/payments', url, isPortals: false };
    expect(judgeHook([{ ...hook, events: ['push'] }], about)).toEqual([]);
    expect(ids(judgeHook([], about))).toEqual(['other-hook-missing']);
  });
});

describe('an object', () => {
  const about = {
    kind: 'Secret',
    namespace: 'dev',
    name: 'x',
    cluster: 'main',
  };
  const ours = {
    'app.kubernetes.io/managed-by': 'slipway',
    'backstage.io/kubernetes-id': 'payments',
  };
  const object = (
    labels: Record<string, string>,
    deletionTimestamp?: string,
  ): KubernetesObject => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'x', namespace: 'dev', labels, deletionTimestamp },
  });
  it.each<[string, KubernetesObject | undefined, string[]]>([
    ['of ours', object(ours), []],
    ['that is gone', undefined, ['item-missing']],
    ['that goes', object(ours, '2026-06-01T00:00:00Z'), ['item-leaving']],
    ['of nobody', object({}), ['item-of-others']],
    [
      'of another service',
      object({ ...ours, 'backstage.io/kubernetes-id': 'ledger' }),
      ['item-of-others'],
    ],
  ])('%s', (_, current, expected) => {
    const faults = judgePresence(current, about, { service: 'payments' });
    expect(ids(faults)).toEqual(expected);
  });

  it('a pull secret is compared with the configured credential without telling it', () => {
    const held = { username: 'old', password: 'planted-CANARY' };
    const configured = { username: 'new', password: 'planted-CANARY' };
    const judge = (seen: Parameters<typeof judgeLogin>[0]) =>
      judgeLogin(seen, about, 'registry.example.com');
    expect(judge({ works: true, held })).toEqual([]);
    expect(judge({ works: true, held: configured, configured })).toEqual([]);
    expect(ids(judge({ works: true, held, configured }))).toEqual([
      'item-changed',
    ]);
    expect(ids(judge({ works: false, held }))).toEqual(['pull-secret-refused']);
    expect(
      JSON.stringify(judge({ works: true, held, configured })),
    ).not.toContain('CANARY');
  });
});

describe('where the manifests are is told from the Applications', () => {
  const names = serviceNames({ group: 'acme', service: 'payments' });
  const at = (environment: string, path: string, valueFiles?: string[]) => ({
    environment,
    application: {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: `payments-${environment}` },
      spec: { source: { path, ...(valueFiles && { helm: { valueFiles } }) } },
    } as KubernetesObject,
  });
  const gone = (environment: string) => ({
    environment,
    application: undefined,
  });
  const overlay = { path: 'overlays/{{environment}}' };
  const chart = { path: 'chart', valueFiles: ['values-{{environment}}.yaml'] };
  it.each<
    [string, Parameters<typeof deriveSourcePattern>[1], object | undefined]
  >([
    ['from one that is left', [gone('dev'), at('qa', 'overlays/qa')], overlay],
    ['from none', [gone('dev'), gone('qa')], undefined],
    [
      'by what most say',
      [at('dev', 'x'), at('qa', 'overlays/qa'), at('prod', 'overlays/prod')],
      overlay,
    ],
    [
      'with the value files of a chart',
      [at('dev', 'chart', ['values-dev.yaml']), gone('prod')],
      chart,
    ],
    [
      'by the usual place where two disagree',
      [at('dev', 'overlays/dev'), at('qa', 'overlays/dev')],
      overlay,
    ],
    ['not where two disagree', [at('dev', 'x'), at('qa', 'y')], undefined],
    [
      "not by a part of a word that is an environment's name",
      [at('dev', 'devices/dev')],
      { path: 'devices/{{environment}}' },
    ],
  ])('%s', (_, applications, expected) => {
    expect(deriveSourcePattern(names, applications)).toEqual(expected);
  });
});

it('an entity may find its Applications by their name', () => {
  const expected = {
    'backstage.io/kubernetes-id': 'payments',
    'argocd/app-selector': 'backstage.io/kubernetes-id=payments',
  };
  const id = { 'backstage.io/kubernetes-id': 'payments' };
  expect(judgeAnnotations(expected, expected)).toEqual([]);
  expect(
    judgeAnnotations({ ...id, 'argocd/app-name': 'payments-dev' }, expected),
  ).toEqual([]);
  expect(ids(judgeAnnotations(id, expected))).toEqual(['annotations-missing']);
});
