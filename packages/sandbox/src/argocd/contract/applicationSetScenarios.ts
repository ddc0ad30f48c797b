import type { NewObject } from '../../world/seams.ts';
import { ARGO_API, CASCADE_FINALIZERS } from '../model/Application.ts';
import type {
  ApplicationSetScenario,
  SeenApplication,
} from './ApplicationSetScenario.ts';
import { deployment, kustomization } from './manifests.ts';

const inCluster = 'https://kubernetes.default.svc';
const finalizers = [CASCADE_FINALIZERS[0]];

const element = (environment: string, rest: object = {}) => ({
  environment,
  server: inCluster,
  namespace: `set-${environment}`,
  path: 'dev',
  sync: 'manual',
  ...rest,
});

function applicationSet(
  elements: object[],
  options: {
    name?: string;
    project?: string;
    label?: string;
    policy?: object;
  } = {},
): NewObject {
  return {
    apiVersion: ARGO_API,
    kind: 'ApplicationSet',
    metadata: { name: options.name ?? 'set', namespace: 'argocd' },
    spec: {
      goTemplate: true,
      goTemplateOptions: ['missingkey=error'],
      generators: [{ list: { elements } }],
      template: {
        metadata: {
          name: 'set-{{.environment}}',
          labels: { environment: options.label ?? '{{.environment}}' },
        },
        spec: {
          project: options.project ?? 'set',
          source: {
            repoURL: 'forge.git',
            targetRevision: 'main',
            path: '{{.path}}',
          },
          destination: {
            server: '{{.server}}',
            namespace: '{{.namespace}}',
          },
          syncPolicy: { syncOptions: ['ServerSideApply=true'] },
        },
      },
      templatePatch: `metadata: {}
{{- if eq .sync "automatic" }}
spec:
  syncPolicy:
    automated:
      prune: true
{{- end }}
`,
      ...(options.policy && { syncPolicy: options.policy }),
    },
  };
}

const project: NewObject = {
  apiVersion: ARGO_API,
  kind: 'AppProject',
  metadata: { name: 'set', namespace: 'argocd' },
  spec: {
    sourceRepos: ['*'],
    destinations: [{ namespace: '*', server: '*' }],
  },
};

const namespace = (name: string): NewObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name },
});

const named = (name: string, rest: object = {}): NewObject => ({
  apiVersion: ARGO_API,
  kind: 'Application',
  metadata: { name, namespace: 'argocd', ...rest },
});

const application = (name: string, path: string): NewObject => ({
  ...named(name, { labels: { team: 'theirs' } }),
  spec: {
    project: 'set',
    source: { repoURL: 'forge.git', targetRevision: 'main', path },
    destination: { server: inCluster, namespace: name },
  },
});

const seen = (
  environment: string,
  rest: Partial<SeenApplication> = {},
): SeenApplication => ({
  labels: { environment },
  finalizers,
  owner: 'set',
  path: 'dev',
  automated: false,
  ...rest,
});

const upToDate = [
  'ErrorOccurred False ApplicationSetUpToDate: All applications have been generated successfully',
  'ParametersGenerated True ParametersGenerated: Successfully generated parameters for all Applications',
  'ResourcesUpToDate True ApplicationSetUpToDate: All applications have been generated successfully',
];

const wrong = (
  message: string,
  reason = 'ApplicationValidationError',
): string[] => [
  `ErrorOccurred True ${reason}: ${message}`,
  'ParametersGenerated True ParametersGenerated: Successfully generated parameters for all Applications',
  `ResourcesUpToDate False ErrorOccurred: ${message}`,
];

const elements = (list: object[]) => ({
  spec: { generators: [{ list: { elements: list } }] },
});
const both = [element('one'), element('two', { sync: 'automatic' })];
const workload: NewObject = {
  ...deployment('v1'),
  metadata: { name: 'demo', namespace: 'set-two' },
};

const base = {
  set: 'set',
  files: kustomization({ deployment: deployment('v1') }),
  surroundings: [project],
  applications: ['set-one', 'set-two'],
};

/** What a list of environments comes to, on both sides. */
export const applicationSetScenarios: ApplicationSetScenario[] = [
  {
    ...base,
    name: 'makes an Application for each element, puts it right, and takes away what left the list',
    surroundings: [project, namespace('set-two')],
    steps: [
      {
        action: { do: 'create', object: applicationSet(both) },
        seen: {
          conditions: upToDate,
          applications: {
            'set-one': seen('one'),
            'set-two': seen('two', { automated: true }),
          },
        },
      },
      {
        action: {
          do: 'patch',
          object: named('set-one'),
          patch: {
            metadata: { labels: { mine: 'yes' }, annotations: { mine: 'yes' } },
            spec: { source: { path: 'elsewhere' } },
          },
        },
        seen: {
          applications: {
            'set-one': seen('one'),
            'set-two': seen('two', { automated: true }),
          },
        },
      },
      {
        action: {
          do: 'patch',
          object: applicationSet([]),
          patch: elements([element('one', { path: 'other' })]),
        },
        seen: {
          conditions: upToDate,
          applications: {
            'set-one': seen('one', { path: 'other' }),
            'set-two': 'gone',
          },
        },
      },
    ],
  },
  {
    ...base,
    name: 'takes over an Application that nobody owns, and asks nobody',
    applications: ['set-one'],
    steps: [
      {
        action: { do: 'create', object: application('set-one', 'elsewhere') },
        seen: {
          applications: {
            'set-one': {
              labels: { team: 'theirs' },
              finalizers: [],
              path: 'elsewhere',
              automated: false,
            },
          },
        },
      },
      {
        action: { do: 'create', object: applicationSet([element('one')]) },
        seen: {
          conditions: upToDate,
          applications: { 'set-one': seen('one') },
        },
      },
    ],
  },
  {
    ...base,
    name: 'leaves an Application alone that another set owns',
    set: 'set-b',
    applications: ['set-one'],
    steps: [
      {
        action: { do: 'create', object: applicationSet([element('one')]) },
        seen: { applications: { 'set-one': seen('one') } },
      },
      {
        action: {
          do: 'create',
          object: applicationSet([element('one', { path: 'other' })], {
            name: 'set-b',
          }),
        },
        seen: {
          conditions: wrong(
            'error while wrapping using MutateFn: Object argocd/set-one is already owned by another ApplicationSet controller set',
            'UpdateApplicationError',
          ),
          applications: { 'set-one': seen('one') },
        },
      },
    ],
  },
  {
    ...base,
    name: 'makes nothing without the project',
    surroundings: [],
    applications: ['set-one'],
    steps: [
      {
        action: {
          do: 'create',
          object: applicationSet([element('one')], { project: 'none' }),
        },
        seen: {
          conditions: wrong(
            'application references project none which does not exist',
          ),
          applications: { 'set-one': 'gone' },
        },
      },
    ],
  },
  {
    ...base,
    name: 'makes nothing for a cluster that Argo CD does not know, and the rest all the same',
    steps: [
      {
        action: {
          do: 'create',
          object: applicationSet([
            element('one'),
            element('two', { server: 'https://nowhere.example.com' }),
          ]),
        },
        seen: {
          conditions: wrong(
            'application destination spec is invalid: error getting cluster by server "https://nowhere.example.com": rpc error: code = NotFound desc = cluster "https://nowhere.example.com" not found',
          ),
          applications: { 'set-one': seen('one'), 'set-two': 'gone' },
        },
      },
    ],
  },
  {
    ...base,
    name: 'a place in the template that no element has is an error, and makes nothing',
    applications: ['set-one'],
    steps: [
      {
        action: {
          do: 'create',
          object: applicationSet([element('one')], { label: '{{.nope}}' }),
        },
        seen: {
          conditions: [
            'ErrorOccurred True RenderTemplateParamsError: failed to execute go template {{.nope}}: template: base:1:2: executing "base" at <.nope>: map has no entry for key "nope"',
            'ParametersGenerated False ErrorOccurred: failed to execute go template {{.nope}}: template: base:1:2: executing "base" at <.nope>: map has no entry for key "nope"',
            'ResourcesUpToDate False ErrorOccurred: failed to execute go template {{.nope}}: template: base:1:2: executing "base" at <.nope>: map has no entry for key "nope"',
          ],
          applications: { 'set-one': 'gone' },
        },
      },
    ],
  },
  {
    ...base,
    name: 'a set that may not delete keeps the Application of an element that left the list',
    steps: [
      {
        action: {
          do: 'create',
          object: applicationSet(both, {
            policy: { applicationsSync: 'create-update' },
          }),
        },
        seen: {
          applications: {
            'set-one': seen('one'),
            'set-two': seen('two', { automated: true }),
          },
        },
      },
      {
        action: {
          do: 'patch',
          object: applicationSet([]),
          patch: elements([element('one', { path: 'other' })]),
        },
        seen: {
          conditions: upToDate,
          applications: {
            'set-one': seen('one', { path: 'other' }),
            'set-two': seen('two', { automated: true }),
          },
        },
      },
    ],
  },
  {
    ...base,
    name: 'an Application whose sync is tried again and again goes when nobody wants that any more',
    steps: [
      {
        action: { do: 'create', object: applicationSet(both) },
        seen: { conditions: upToDate },
        trying: 'set-two',
      },
      {
        action: {
          do: 'patch',
          object: applicationSet([]),
          patch: elements([element('one')]),
        },
        seen: {
          applications: {
            'set-one': seen('one'),
            'set-two': seen('two', { automated: true, leaving: true }),
          },
        },
      },
      {
        action: {
          do: 'patch',
          object: named('set-two'),
          patch: { operation: null },
        },
        seen: {
          applications: { 'set-one': seen('one'), 'set-two': 'gone' },
        },
      },
    ],
  },
  {
    ...base,
    name: 'a set that goes takes its Applications and their workloads along',
    surroundings: [project, namespace('set-two')],
    steps: [
      {
        action: { do: 'create', object: applicationSet(both) },
        seen: { conditions: upToDate },
        there: [workload],
      },
      {
        action: { do: 'delete', object: applicationSet([]) },
        seen: { applications: { 'set-one': 'gone', 'set-two': 'gone' } },
        gone: [workload],
      },
    ],
  },
  {
    ...base,
    name: 'a set that preserves what it has deployed leaves the workloads',
    surroundings: [project, namespace('set-two')],
    steps: [
      {
        action: {
          do: 'create',
          object: applicationSet(both, {
            policy: { preserveResourcesOnDeletion: true },
          }),
        },
        seen: {
          applications: {
            'set-one': seen('one', { finalizers: [] }),
            'set-two': seen('two', { automated: true, finalizers: [] }),
          },
        },
        there: [workload],
      },
      {
        action: { do: 'delete', object: applicationSet([]) },
        seen: { applications: { 'set-one': 'gone', 'set-two': 'gone' } },
        there: [workload],
      },
    ],
  },
  {
    ...base,
    name: 'a set that is orphaned leaves its Applications as they are, with no owner',
    steps: [
      {
        action: { do: 'create', object: applicationSet(both) },
        seen: {
          conditions: upToDate,
          applications: {
            'set-one': seen('one'),
            'set-two': seen('two', { automated: true }),
          },
        },
      },
      {
        action: { do: 'orphan', object: applicationSet([]) },
        seen: {
          applications: {
            'set-one': withoutOwner(seen('one')),
            'set-two': withoutOwner(seen('two', { automated: true })),
          },
        },
        gone: [applicationSet([])],
      },
    ],
  },
];

function withoutOwner({ owner: _owner, ...rest }: SeenApplication) {
  return rest;
}
