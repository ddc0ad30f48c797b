import { EntryStatus, LedgerEntry, Origin } from '../ledger';
import { Thing, thingKey } from '../run';
import { planTakeBack } from './planTakeBack';
import { Sight } from './TakeBackPlan';

const host = 'gitlab.example.com';
const object = (
  objectKind: string,
  name: string,
  namespace?: string,
  apiVersion = 'v1',
): Thing => ({
  kind: 'object',
  cluster: 'main',
  apiVersion,
  objectKind,
  namespace,
  name,
});
const argo = (kind: string, name: string) =>
  object(kind, name, 'argocd', 'argoproj.io/v1alpha1');

const things = {
  app: { kind: 'repository', host, path: 'acme/payments' },
  gitops: { kind: 'repository', host, path: 'acme/payments-gitops' },
  content: { kind: 'content', host, path: 'acme/payments', branch: 'main' },
  token: {
    kind: 'credential',
    host,
    path: 'acme/payments-gitops',
    name: 'slipway-ci',
  },
  variable: {
    kind: 'ci-variable',
    host,
    path: 'acme/payments',
    key: 'GITOPS_TOKEN',
    environmentScope: '*',
  },
  hook: {
    kind: 'webhook',
    host,
    path: 'acme/payments',
    url: 'https://portal.example.com/hook',
  },
  namespace: object('Namespace', 'payments-dev'),
  quota: object('ResourceQuota', 'payments-quota', 'payments-dev'),
  pullSecret: object('Secret', 'payments-registry', 'payments-dev'),
  project: argo('AppProject', 'payments'),
  repositorySecret: object('Secret', 'repo-payments-gitops', 'argocd'),
  application: argo('Application', 'payments-dev'),
  applicationSet: argo('ApplicationSet', 'payments'),
  location: { kind: 'catalog-location', url: 'https://gitlab.example.com/x' },
} as const satisfies Record<string, Thing>;

type Name = keyof typeof things;
const all = Object.keys(things) as Name[];

interface World {
  /** What differs from having been created by this launch and being as it was left. */
  entries?: Partial<
    Record<
      Name,
      {
        origin?: Origin;
        madeBy?: string;
        fingerprint?: string;
        status?: EntryStatus;
      }
    >
  >;
  sights?: Partial<Record<Name, Sight>>;
  also?: Name[];
}

function plan({ entries = {}, sights = {}, also = [] }: World) {
  const ledger = all.map(
    (name): LedgerEntry => ({
      thing: things[name],
      what: name,
      name,
      status: 'created',
      origin: 'created',
      plan: 'create',
      madeBy: 'one',
      launch: 'one',
      at: '2026-01-01T00:00:00.000Z',
      ...entries[name],
    }),
  );
  return planTakeBack(
    ledger,
    new Map(
      all.map(name => [
        thingKey(things[name]),
        sights[name] ?? { kind: 'there', findings: [] },
      ]),
    ),
    {
      covers: launch => launch === 'one',
      also: new Set(also.map(name => thingKey(things[name]))),
    },
  );
}

/** The names that are kept, with why. */
function kept(world: World): Record<string, string> {
  return Object.fromEntries(
    plan(world).flatMap(step =>
      step.action === 'keep'
        ? [
            [
              step.entry.name,
              `${step.why.kind}${step.mayAsk ? ', may go' : ''}`,
            ],
          ]
        : [],
    ),
  );
}

const there = (
  ...findings: Extract<Sight, { kind: 'there' }>['findings']
): Sight => ({ kind: 'there', findings });

describe('planTakeBack', () => {
  it('takes the workloads down first, the repositories last, then what the catalog knows', () => {
    expect(
      plan({}).map(({ action, entry }) => `${action} ${entry.name}`),
    ).toEqual([
      'remove applicationSet',
      'remove application',
      'remove project',
      'remove quota',
      'remove pullSecret',
      'remove repositorySecret',
      'remove namespace',
      'remove hook',
      'remove variable',
      'remove token',
      'remove content',
      'remove app',
      'remove gitops',
      'remove location',
    ]);
  });

  it.each<[string, World, Record<string, string>]>([
    [
      'what was adopted stays',
      { entries: { namespace: { origin: 'adopted' } } },
      { namespace: 'adopted' },
    ],
    [
      'what an earlier launch made stays, when that ended well',
      { entries: { project: { madeBy: 'zero' } } },
      { project: 'earlier' },
    ],
    [
      'an object that people have edited is named, and may go',
      {
        entries: { project: { fingerprint: 'uid-1 aaa' } },
        sights: {
          project: { kind: 'there', findings: [], fingerprint: 'uid-1 bbb' },
        },
      },
      { project: 'edited, may go' },
    ],
    [
      'an object that people have made anew is named as that',
      {
        entries: { project: { fingerprint: 'uid-1 aaa' } },
        sights: {
          project: { kind: 'there', findings: [], fingerprint: 'uid-2 aaa' },
        },
      },
      { project: 'replaced, may go' },
    ],
    [
      'what is edited goes when it is asked for',
      {
        entries: { project: { fingerprint: 'uid-1 aaa' } },
        sights: {
          project: { kind: 'there', findings: [], fingerprint: 'uid-1 bbb' },
        },
        also: ['project'],
      },
      {},
    ],
    [
      'what was adopted stays even when it is asked for',
      { entries: { project: { origin: 'adopted' } }, also: ['project'] },
      { project: 'adopted' },
    ],
    [
      'a repository that people have committed to keeps its content',
      { sights: { app: there({ kind: 'commits', count: 3 }) } },
      { app: 'commits, may go', content: 'in-repository' },
    ],
    [
      'a repository that has moved is kept under its new name',
      { sights: { gitops: there({ kind: 'moved', to: 'acme/other' }) } },
      { gitops: 'moved, may go' },
    ],
    [
      'in an archived repository nothing can be changed',
      { sights: { app: there({ kind: 'archived' }) } },
      {
        app: 'archived, may go',
        content: 'in-repository',
        hook: 'archived',
        variable: 'archived',
      },
    ],
    [
      'an archived repository that is asked for goes with what is in it',
      { sights: { app: there({ kind: 'archived' }) }, also: ['app'] },
      {},
    ],
    [
      'a namespace with things of others stays, also when it is asked for',
      {
        sights: {
          namespace: there({ kind: 'occupied', by: ['Deployment theirs'] }),
        },
        also: ['namespace'],
      },
      { namespace: 'occupied' },
    ],
    [
      'a namespace with something of ours that stays, stays',
      { sights: { pullSecret: { kind: 'unreachable', reason: 'no' } } },
      { pullSecret: 'unreachable', namespace: 'needed' },
    ],
    [
      'an Application that stays keeps all that it runs by',
      {
        entries: { application: { fingerprint: 'uid-1 aaa' } },
        sights: {
          application: {
            kind: 'there',
            findings: [],
            fingerprint: 'uid-1 bbb',
          },
        },
      },
      {
        application: 'edited, may go',
        project: 'needed',
        quota: 'needed',
        pullSecret: 'needed',
        repositorySecret: 'needed',
        namespace: 'needed',
        token: 'needed',
        content: 'needed',
        app: 'needed',
        gitops: 'needed',
      },
    ],
    [
      'an ApplicationSet that stays keeps its Applications too, which it would make again',
      {
        sights: { applicationSet: there({ kind: 'edited' }) },
      },
      {
        applicationSet: 'edited, may go',
        application: 'needed',
        project: 'needed',
        quota: 'needed',
        pullSecret: 'needed',
        repositorySecret: 'needed',
        namespace: 'needed',
        token: 'needed',
        content: 'needed',
        app: 'needed',
        gitops: 'needed',
      },
    ],
    [
      'what cannot be looked at stays',
      { sights: { hook: { kind: 'unreachable', reason: 'down' } } },
      { hook: 'unreachable' },
    ],
    [
      'what has no fingerprint is not taken for edited',
      {
        sights: {
          project: { kind: 'there', findings: [], fingerprint: 'uid-1 bbb' },
        },
      },
      {},
    ],
    [
      'what was kept before is judged anew',
      { entries: { hook: { status: 'kept' } } },
      {},
    ],
  ])('%s', (_, world, expected) => {
    expect(kept(world)).toEqual(expected);
  });

  it('has nothing to do to what is gone, or on its way out', () => {
    const steps = plan({ sights: { app: { kind: 'gone' } } });
    expect(steps.find(({ entry }) => entry.name === 'app')?.action).toBe(
      'gone',
    );
  });

  it('does not speak of what was taken back before', () => {
    const steps = plan({ entries: { app: { status: 'taken-back' } } });
    expect(steps.map(({ entry }) => entry.name)).not.toContain('app');
  });
});
