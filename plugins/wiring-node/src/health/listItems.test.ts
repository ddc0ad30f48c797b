import { serviceNames } from '@slipway/plugin-gitops-common';
import { Place } from '../cluster';
import { LedgerEntry } from '../ledger';
import { Thing } from '../run';
import { listItems, WiringFacts } from './listItems';
import { planRepair } from './planRepair';

const argocd = {
  name: 'main',
  cluster: 'main',
  namespace: 'argocd',
  destinations: {},
};
const place = (name: string, rank: number): Place => ({
  environment: {
    name,
    title: name,
    rank,
    cluster: 'main',
    namespace: '{{service}}-{{environment}}',
    sync: 'automatic',
  },
  cluster: 'main',
  namespace: `payments-${name}`,
  argocd,
  server: 'https://kubernetes.default.svc',
});

const facts: WiringFacts = {
  host: 'gitlab.example.com',
  names: serviceNames({ group: 'acme', service: 'payments' }),
  places: [place('dev', 0), place('production', 1)],
  hookUrl: 'https://portal.example.com/api/events/http/gitlab',
  writeVariable: 'GITOPS_TOKEN',
  mintsPull: true,
};

const app = { host: facts.host, path: 'acme/payments' };
const entry = (
  thing: Thing,
  status: LedgerEntry['status'] = 'created',
): LedgerEntry => ({
  thing,
  what: thing.kind,
  name: thing.kind,
  status,
  origin: 'created',
  plan: 'create',
  madeBy: 'launch-1',
  launch: 'launch-1',
  at: '2026-06-01T00:00:00Z',
});

const roles = (items: ReturnType<typeof listItems>) =>
  items.map(({ role }) => role.kind);

it('without a ledger, all that the names say must exist is looked at', () => {
  const items = listItems(facts, []);
  expect(items.map(({ what, name }) => `${what} ${name}`).sort()).toEqual(
    [
      'app repository acme/payments',
      'GitOps repository acme/payments-gitops',
      'CI credential slipway-ci of acme/payments-gitops',
      'CI variable GITOPS_TOKEN of acme/payments',
      'CI variable GITOPS_REPOSITORY of acme/payments',
      ...['dev', 'production'].flatMap(name => [
        `namespace payments-${name} on main`,
        `quota payments-${name}/payments-quota on main`,
        `pull secret payments-${name}/payments-registry on main`,
        `Application argocd/payments-${name} on main`,
      ]),
      'pull credential slipway-registry-pull of acme/payments',
      'AppProject argocd/payments on main',
      'Argo CD repository secret argocd/repo-payments-gitops on main',
      'Argo CD credential slipway-argocd of acme/payments-gitops',
      `webhook acme/payments to ${facts.hookUrl}`,
      `webhook acme/payments-gitops to ${facts.hookUrl}`,
    ].sort(),
  );
});

it('a configured credential to pull is no item', () => {
  const items = listItems({ ...facts, mintsPull: false }, []);
  expect(roles(items)).not.toContain('pull-credential');
});

it('of a service in the ledger, what no launch of it has made is not missed', () => {
  const items = listItems(facts, [entry({ kind: 'repository', ...app })]);
  expect(roles(items)).toEqual(['repository', 'repository']);
});

it('what was taken back, and what was never made, is not looked at', () => {
  const other = (status: LedgerEntry['status'], name: string) =>
    entry({ kind: 'credential', ...app, name }, status);
  const items = listItems(facts, [
    other('taken-back', 'a'),
    other('intended', 'b'),
    other('created', 'c'),
  ]);
  expect(
    items.flatMap(({ thing, role }) =>
      role.kind === 'other' && thing.kind === 'credential' ? thing.name : [],
    ),
  ).toEqual(['c']);
});

it('a hook to where the portal was before is replaced by the one to where it is', () => {
  const url = 'https://old.example.com/api/events/http/gitlab';
  const items = listItems(facts, [entry({ kind: 'webhook', ...app, url })]);
  expect(roles(items)).toEqual(['portal-hook', 'portal-hook']);
});

it('Applications that an ApplicationSet makes are its own affair', () => {
  const object = (objectKind: string, name: string) =>
    entry({
      kind: 'object',
      cluster: 'main',
      apiVersion: 'argoproj.io/v1alpha1',
      objectKind,
      namespace: 'argocd',
      name,
    });
  const items = listItems(facts, [object('ApplicationSet', 'payments')]);
  expect(roles(items)).toEqual(['other']);
});

describe('a repair', () => {
  const items = listItems(facts, []);
  const stepsFor = (...kinds: string[]) =>
    planRepair(items.filter(({ role }) => kinds.includes(role.kind))).steps;

  it.each([
    [['write-variable', 'write-credential'], ['write']],
    [['pull-credential'], ['pull']],
    [['pull-secret'], ['namespace', 'namespace', 'pull']],
    [['repository-secret'], ['read']],
    [
      ['application', 'quota'],
      ['namespace', 'namespace', 'project', 'application', 'application'],
    ],
    [['portal-hook'], ['hook', 'hook']],
    [['repository'], []],
  ])(
    'of %j is %j, each once, in the order of what they need',
    (kinds, expected) => {
      expect(stepsFor(...kinds).map(({ kind }) => kind)).toEqual(expected);
    },
  );

  it('leaves to people what holds what is known to nobody', () => {
    const { left } = planRepair(items);
    expect(roles(left)).toEqual(['repository', 'repository']);
  });
});
