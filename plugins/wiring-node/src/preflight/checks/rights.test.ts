import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { PreflightContext } from '../PreflightContext';
import { neededRights } from './rights';

const howTo = readFileSync(
  resolve(
    __dirname,
    '../../../../../docs/how-to/connect-gitlab-and-cluster.md',
  ),
  'utf8',
);

/** The rules of the ClusterRole, one line for each right. */
const granted = [
  ...howTo.matchAll(
    /- apiGroups: \['?([\w.]*)'?\]\s+resources: \[([^\]]+)\]\s+verbs: \[([^\]]+)\]/g,
  ),
].flatMap(([, group, resources, verbs]) =>
  resources
    .split(/,\s*/)
    .flatMap(resource =>
      verbs.split(/,\s*/).map(verb => `${verb} ${group}/${resource.trim()}`),
    ),
);

const place = {
  environment: { name: 'dev' },
  cluster: 'main',
  namespace: 'payments-dev',
  argocd: { cluster: 'main', namespace: 'argocd' },
};
const asked = neededRights(
  { places: [place] } as unknown as PreflightContext,
  'main',
).flatMap(({ verbs, resource, subresource }) => {
  const [group] = resource.apiVersion.includes('/')
    ? resource.apiVersion.split('/')
    : [''];
  const what = subresource
    ? `${resource.plural}/${subresource}`
    : resource.plural;
  return verbs.map(verb => `${verb} ${group}/${what}`);
});

it('asks for no right that the ClusterRole of the how-to does not give', () => {
  expect(granted.length).toBeGreaterThan(30);
  expect(asked.filter(right => !granted.includes(right))).toEqual([]);
});

/** What only some templates make, and what only a dry run looks at, which says when it may not. */
const needless = new RegExp(
  [
    ' argoproj\\.io/(applicationsets|analysistemplates)$',
    ' /(limitranges|serviceaccounts)$',
    '^get (/services|/configmaps|autoscaling/|networking\\.k8s\\.io/|policy/)',
  ].join('|'),
);

it('asks for each right of it but those of a take-back, of a dry run and of some templates', () => {
  const notAsked = granted.filter(
    right =>
      !asked.includes(right) &&
      !right.startsWith('delete ') &&
      !needless.test(right),
  );
  // Looked for in a namespace before it goes; reading the status needs no right of its own.
  expect(
    notAsked.filter(right => !/^list |rollouts\/status$/.test(right)),
  ).toEqual([]);
});
