import { readFileSync } from 'fs';
import { resolve } from 'path';
import { parseObject } from './parseObject';
import { parseDuration } from './parseRolloutSteps';
import { RolloutFacts } from './facts';

const head = {
  name: 'payments',
  namespace: 'payments-dev',
  uid: 'u1',
  resourceVersion: '7',
};

describe('parseObject', () => {
  it.each([
    [
      'a kind that is not watched',
      { apiVersion: 'v1', kind: 'Service', metadata: head, spec: {} },
    ],
    [
      'the same kind of another group',
      {
        apiVersion: 'networking.example/v1',
        kind: 'Rollout',
        metadata: head,
        spec: {},
      },
    ],
    [
      'an object without a name',
      { apiVersion: 'v1', kind: 'Pod', metadata: {}, spec: {} },
    ],
    [
      'a kind named like a member of every object',
      { apiVersion: 'v1', kind: 'constructor', metadata: head },
    ],
    ['no object at all', 'Pod'],
    ['nothing', null],
  ])('ignores %s', (_, object) => {
    expect(parseObject('sandbox', object)).toEqual({ kind: 'ignored' });
  });

  it.each([
    ['without a spec', { spec: undefined }, 'spec: '],
    ['with a spec that is text', { spec: 'none' }, 'spec: '],
    ['with a status that is a list', { spec: {}, status: 'none' }, 'status: '],
  ])('calls an object %s unreadable and says where', (_, rest, where) => {
    const outcome = parseObject('sandbox', {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: head,
      ...rest,
    });
    expect(outcome).toMatchObject({
      kind: 'unreadable',
      ref: {
        cluster: 'sandbox',
        kind: 'Rollout',
        namespace: 'payments-dev',
        name: 'payments',
        uid: 'u1',
        resourceVersion: '7',
      },
      problem: expect.stringContaining(where),
    });
  });

  it('loses a bad condition, not the object', () => {
    const outcome = parseObject('sandbox', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: head,
      spec: { replicas: 'two' },
      status: {
        replicas: {},
        conditions: [
          null,
          'Available',
          { type: 'Progressing' },
          { type: 'Available', status: 'True', message: 7 },
        ],
      },
    });
    expect(outcome).toMatchObject({
      kind: 'Deployment',
      replicas: 1,
      status: {
        replicas: 0,
        conditions: [{ type: 'Available', status: 'True' }],
      },
    });
  });

  it('keeps the place of a step that it cannot read, as the index counts it', () => {
    const outcome = parseObject('sandbox', {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: head,
      spec: {
        strategy: {
          canary: {
            steps: [
              { setWeight: 20 },
              'wait',
              { setWeight: 'many' },
              { pause: {} },
              { pause: { duration: '1h30m' } },
              { pause: { duration: 5 } },
              { analysis: { templates: [{}, { templateName: 'smoke' }] } },
              { setCanaryScale: { replicas: 1 } },
              { setHeaderRoute: { name: 'a' } },
              { experiment: { duration: '1m' } },
            ],
          },
        },
      },
    }) as RolloutFacts;
    expect(outcome.steps).toEqual([
      { kind: 'set-weight', weight: 20 },
      { kind: 'other', name: 'unknown' },
      { kind: 'other', name: 'setWeight' },
      { kind: 'pause', seconds: undefined },
      { kind: 'pause', seconds: 5400 },
      { kind: 'pause', seconds: 5 },
      { kind: 'analysis', templates: ['smoke'] },
      { kind: 'scale' },
      { kind: 'other', name: 'setHeaderRoute' },
      { kind: 'other', name: 'experiment' },
    ]);
  });

  it.each([
    ['2', 2],
    [3, 3],
    ['', undefined],
    [undefined, undefined],
  ])(
    'reads the observed generation %p as %p',
    (observedGeneration, expected) => {
      const outcome = parseObject('sandbox', {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Rollout',
        metadata: head,
        spec: {},
        status: { observedGeneration },
      });
      expect(outcome).toMatchObject({ kind: 'Rollout' });
      expect((outcome as RolloutFacts).observedGeneration).toBe(expected);
    },
  );

  it('keeps the names of the files that a chart takes values from, and no value', () => {
    const outcome = parseObject('sandbox', {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: head,
      spec: {
        sources: [
          {
            repoURL: 'https://forge.example/a/b.git',
            path: 'chart',
            helm: { valueFiles: ['values-dev.yaml'], values: 'password: a' },
          },
          { repoURL: 'https://forge.example/a/c.git', helm: { version: 'v3' } },
        ],
      },
    });
    expect(outcome).toMatchObject({
      sources: [
        { path: 'chart', valueFiles: ['values-dev.yaml'] },
        { repoURL: 'https://forge.example/a/c.git' },
      ],
    });
    expect(JSON.stringify(outcome)).not.toContain('password');
  });

  it('tells an abort that was taken back from one that never was', () => {
    const abort = (status: object) =>
      (
        parseObject('sandbox', {
          apiVersion: 'argoproj.io/v1alpha1',
          kind: 'Rollout',
          metadata: head,
          spec: {},
          status,
        }) as RolloutFacts
      ).status.abort;
    expect([
      abort({ abort: true }),
      abort({ abort: false }),
      abort({}),
    ]).toEqual([true, false, undefined]);
  });

  it('keeps no value of an environment variable, no annotation and no credential', () => {
    const secret = 'glpat-canary0123456789';
    const container = {
      name: 'app',
      image: 'registry.example/payments:v1',
      env: [{ name: 'TOKEN', value: secret }],
      args: [`--token=${secret}`],
    };
    const metadata = { ...head, annotations: { note: secret } };
    const objects = [
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata,
        spec: { containers: [container] },
        status: {
          message: `password=${secret}`,
          containerStatuses: [
            {
              name: 'app',
              state: {
                waiting: {
                  reason: 'ErrImagePull',
                  message: `Get "https://robot:${secret}@registry.example/v2/": 401`,
                },
              },
            },
          ],
        },
      },
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        metadata,
        spec: {
          source: { repoURL: `https://oauth2:${secret}@forge.example/a/b.git` },
          sources: [{ repoURL: `https://${secret}@forge.example/a/c.git` }],
        },
        status: {
          conditions: [
            { type: 'ComparisonError', message: `Bearer ${secret}` },
          ],
          operationState: {
            phase: 'Failed',
            message: `clone https://x:${secret}@forge.example/a failed`,
            syncResult: {
              resources: [
                { kind: 'Job', name: 'a', message: `token: ${secret}` },
              ],
            },
          },
        },
      },
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Rollout',
        metadata,
        spec: { template: { spec: { containers: [container] } } },
      },
    ];
    const kept = JSON.stringify(objects.map(it => parseObject('sandbox', it)));
    expect(kept).not.toContain(secret);
    expect(kept).toContain('registry.example/payments:v1');
  });

  it('reads every object of the recordings, into plain JSON', () => {
    const file = resolve(
      __dirname,
      '../__fixtures__/recordings/application-automated-sync-rollout-paused-then-promoted.ndjson',
    );
    const objects = readFileSync(file, 'utf8')
      .split('\n')
      .filter(it => it !== '')
      .map(it => JSON.parse(it).object)
      .filter(it => it !== undefined);
    for (const object of objects) {
      const outcome = parseObject('lab', object);
      expect(outcome.kind).toBe(object.kind);
      expect(JSON.parse(JSON.stringify(outcome))).toEqual(
        JSON.parse(JSON.stringify(outcome)),
      );
    }
    expect(objects.length).toBeGreaterThan(100);
  });
});

describe('parseDuration', () => {
  it.each([
    [30, 30],
    ['30', 30],
    ['30s', 30],
    ['1h30m', 5400],
    ['1.5m', 90],
    ['500ms', 0.5],
    ['soon', undefined],
    ['5 minutes', undefined],
    [undefined, undefined],
    [{}, undefined],
  ])('reads %p as %p seconds', (duration, seconds) => {
    expect(parseDuration(duration)).toBe(seconds);
  });
});
