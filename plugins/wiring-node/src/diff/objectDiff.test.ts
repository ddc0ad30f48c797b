import { Diff, presentDiff } from './Diff';
import { objectDiff, ObjectDiffOptions, redactedYaml } from './objectDiff';

const shown = (diff: Diff) => presentDiff(diff);
const changed = (diff: Diff) => shown(diff).filter(line => /^[+-]/.test(line));

const application = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: {
    name: 'payments-dev',
    namespace: 'argocd',
    labels: { 'app.kubernetes.io/managed-by': 'slipway' },
  },
  spec: {
    project: 'payments',
    source: {
      repoURL: 'https://gitlab.example.com/acme/payments-gitops.git',
      targetRevision: 'main',
      path: 'overlays/dev',
    },
    syncPolicy: {
      syncOptions: ['CreateNamespace=false', 'ServerSideApply=true'],
    },
  },
};

/** As the API gives it back, with what the server and the controller add. */
const live = (edit: (object: any) => void = () => {}) => {
  const object: any = structuredClone(application);
  Object.assign(object.metadata, {
    uid: '0d4f3c3a-6f0e-4a53-9f3b-1f3a9c1a2b3c',
    resourceVersion: '4711',
    generation: 7,
    creationTimestamp: '2026-06-01T12:00:00Z',
    annotations: { 'argocd.argoproj.io/refresh': 'normal' },
    managedFields: [{ manager: 'slipway', operation: 'Apply' }],
  });
  object.status = { sync: { status: 'Synced' }, health: { status: 'Healthy' } };
  edit(object);
  return object;
};

const quota = (hard: object) => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'payments', namespace: 'payments-dev' },
  spec: { hard },
});

const deployment = (containers: object[]) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'payments' },
  spec: { template: { spec: { containers } } },
});

const cases: Array<{
  rule: string;
  current: object;
  wanted: object;
  options?: ObjectDiffOptions;
  expected: string[];
}> = [
  {
    rule: 'what the server and others add is no difference',
    current: live(),
    wanted: application,
    expected: [],
  },
  {
    rule: 'another revision is exactly that line',
    current: live(object => {
      object.spec.source.targetRevision = 'try-out';
    }),
    wanted: application,
    expected: ['-    targetRevision: try-out', '+    targetRevision: main'],
  },
  {
    rule: 'another quota is exactly that line',
    current: {
      ...quota({ 'requests.cpu': '4', pods: '10' }),
      status: { hard: { pods: '10' }, used: { pods: '3' } },
    },
    wanted: quota({ 'requests.cpu': '4', pods: '40' }),
    expected: ['-    pods: "10"', '+    pods: "40"'],
  },
  {
    rule: 'amounts are compared as amounts',
    current: quota({ 'requests.cpu': '1', 'limits.memory': '1Gi', pods: 40 }),
    wanted: quota({
      'requests.cpu': '1000m',
      'limits.memory': '1024Mi',
      pods: '40',
    }),
    expected: [],
  },
  {
    rule: 'a field that is to go is shown',
    current: live(object => {
      object.spec.syncPolicy.automated = { prune: true };
    }),
    wanted: application,
    options: {
      removed: [
        ['spec', 'syncPolicy', 'automated'],
        ['spec', 'source', 'helm'],
      ],
    },
    expected: ['-    automated:', '-      prune: true'],
  },
  {
    rule: 'a field that may go but is wanted is not shown as going',
    current: live(object => {
      object.spec.source.helm = {
        valueFiles: ['values-dev.yaml'],
        values: 'by: hand',
      };
    }),
    wanted: {
      ...application,
      spec: {
        ...application.spec,
        source: {
          ...application.spec.source,
          helm: { valueFiles: ['values-dev.yaml'] },
        },
      },
    },
    options: { removed: [['spec', 'source', 'helm']] },
    expected: [],
  },
  {
    rule: 'containers are told apart by name, and an extra one would go',
    current: deployment([
      {
        name: 'app',
        image: 'payments:1',
        imagePullPolicy: 'IfNotPresent',
        terminationMessagePath: '/dev/termination-log',
      },
      { name: 'debug', image: 'busybox:1.37' },
    ]),
    wanted: deployment([{ name: 'app', image: 'payments:2' }]),
    expected: [
      '-          image: payments:1',
      '-        - name: debug',
      '-          image: busybox:1.37',
      '+          image: payments:2',
    ],
  },
  {
    rule: 'an empty map that is not there is no difference',
    current: deployment([{ name: 'app' }]),
    wanted: deployment([{ name: 'app', resources: {} }]),
    expected: [],
  },
];

describe('the diff of an object', () => {
  it.each(cases)('$rule', ({ current, wanted, options, expected }) => {
    expect(changed(objectDiff(current, wanted, options))).toEqual(expected);
  });

  it('a new one is all of its lines', () => {
    const lines = shown(objectDiff(undefined, quota({ pods: '40' })));
    expect(lines).toEqual([
      '+apiVersion: v1',
      '+kind: ResourceQuota',
      '+metadata:',
      '+  name: payments',
      '+  namespace: payments-dev',
      '+spec:',
      '+  hard:',
      '+    pods: "40"',
    ]);
  });
});

const canary = 'planted-CANARY-0001-abcdefgh';
const other = 'planted-CANARY-0002-abcdefgh';
const encoded = (text: string) => Buffer.from(text).toString('base64');
const secret = (data: object, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'payments-registry' },
  ...more,
  data,
});

describe('secrets in the diff of an object', () => {
  const free = (lines: string[]) => {
    const text = lines.join('\n');
    for (const value of [canary, other]) {
      expect(text).not.toContain(value);
      expect(text).not.toContain(encoded(value).slice(0, 12));
    }
    return lines;
  };

  it('a value that would be another is told to be, and not shown', () => {
    const diff = objectDiff(
      secret({ password: encoded(canary), username: encoded('u') }),
      secret({ password: encoded(other), username: encoded('u') }),
    );
    expect(free(changed(diff))).toEqual([
      '-  password: ‹hidden›',
      '+  password: ‹hidden, another›',
    ]);
  });

  it('a value that stays is no difference, whichever way it is written', () => {
    const { data, ...rest } = secret({});
    const diff = objectDiff(secret({ password: encoded(canary) }), {
      ...rest,
      stringData: { password: canary },
    });
    expect(shown(diff)).toEqual([]);
  });

  it('a value that is yet to be made is new', () => {
    const wanted = secret({ password: '' });
    expect(
      free(
        changed(
          objectDiff(secret({ password: encoded(canary) }), wanted, {
            newSecrets: true,
          }),
        ),
      ),
    ).toEqual(['-  password: ‹hidden›', '+  password: ‹hidden, new›']);
    expect(
      shown(objectDiff(undefined, wanted, { newSecrets: true })),
    ).toContain('+  password: ‹hidden, new›');
  });

  it('a value of a new Secret is hidden', () => {
    expect(
      free(shown(objectDiff(undefined, secret({ password: canary })))),
    ).toContain('+  password: ‹hidden›');
  });

  it.each([
    ['a variable of a container', [{ name: 'DB_PASSWORD', value: canary }]],
    ['a token in an argument', [{ name: 'x', args: [`glpat-${canary}`] }]],
    ['a field by its name', [{ name: 'x', clientSecret: canary }]],
    [
      'an address with a password',
      [{ name: 'x', url: `https://user:${canary}@example.com/` }],
    ],
    ['a value of the config', [{ name: 'x', note: `is ${canary} here` }]],
  ])('%s is hidden', (_, containers) => {
    const options = { secrets: [canary] };
    const after = deployment(containers);
    free(shown(objectDiff(undefined, after, options)));
    free([redactedYaml(after, options)]);
    const before = JSON.parse(JSON.stringify(after).replaceAll(canary, other));
    const diff = objectDiff(before, after, { secrets: [canary, other] });
    free(shown(diff));
    // That it would be another is still seen.
    expect(changed(diff).join()).toContain('‹hidden, another›');
  });

  it('names and references of secrets are not hidden', () => {
    const containers = [
      {
        name: 'app',
        env: [
          {
            name: 'DB_PASSWORD',
            valueFrom: { secretKeyRef: { name: 'db', key: 'password' } },
          },
        ],
        automountServiceAccountToken: false,
        secretName: 'payments-registry',
      },
    ];
    expect(redactedYaml(deployment(containers))).not.toContain('hidden');
  });
});
