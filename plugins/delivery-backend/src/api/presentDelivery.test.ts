import { StoredDelivery } from '../database';
import { ServiceWiring } from '../services';
import { failedPipeline } from '../__testUtils__/failedPipeline';
import { etagOf, presentDelivery } from './presentDelivery';

const now = new Date('2026-01-01T00:10:00Z');
const secondsAgo = (seconds: number) =>
  new Date(now.getTime() - seconds * 1000);
const wiring: ServiceWiring = {
  entityRef: 'component:default/payments',
  service: 'payments',
  applications: {
    kind: 'wired',
    value: {
      entityRef: 'component:default/payments',
      find: { by: 'name', name: 'payments' },
      instances: ['main'],
    },
  },
  pipelines: { kind: 'wired', value: {} as never },
};
const retry = {
  kind: 'retry-pipeline' as const,
  effect: { key: 'environment.noApplication' as const },
  basis: 'b',
};
const stored: StoredDelivery = {
  entityRef: wiring.entityRef,
  version: 7,
  environments: {
    kind: 'observed',
    freshness: { kind: 'live', at: secondsAgo(500).toISOString() },
    value: [],
  },
  pipelines: {
    kind: 'observed',
    freshness: { kind: 'live', at: secondsAgo(500).toISOString() },
    value: {
      ...failedPipeline(),
      pipelines: failedPipeline().pipelines.map(it => ({
        ...it,
        operations: [retry],
      })),
    },
  },
  pipelinesSeenAt: secondsAgo(20),
};
const lease = {
  owner: 'a',
  renewedAt: secondsAgo(3),
  expiresAt: secondsAgo(-12),
};

function present(options: Partial<Parameters<typeof presentDelivery>[0]> = {}) {
  return presentDelivery({
    wiring,
    stored,
    lease,
    operations: new Set(['retry-pipeline'] as const),
    knownSince: secondsAgo(60),
    now,
    ...options,
  });
}

describe('presentDelivery', () => {
  it('is live as of the last sign of life of who watches', () => {
    const { environments, pipelines } = present();
    expect(environments).toMatchObject({
      freshness: { kind: 'live', at: secondsAgo(3).toISOString() },
    });
    expect(pipelines).toMatchObject({
      freshness: { kind: 'live', at: secondsAgo(20).toISOString() },
    });
  });

  it('is stale when nobody watches any more', () => {
    const { environments, pipelines } = present({
      lease: { ...lease, renewedAt: secondsAgo(90), expiresAt: secondsAgo(75) },
      stored: { ...stored, pipelinesSeenAt: secondsAgo(700) },
    });
    expect(environments).toMatchObject({
      freshness: { kind: 'stale', since: secondsAgo(90).toISOString() },
    });
    expect(pipelines).toMatchObject({
      freshness: { kind: 'stale', since: secondsAgo(700).toISOString() },
    });
  });

  it('bridges the change from one instance to the next', () => {
    expect(
      present({ lease: { ...lease, expiresAt: secondsAgo(5) } }).environments,
    ).toMatchObject({ freshness: { kind: 'live' } });
  });

  it('waits for what was never seen, since the portal knows of it', () => {
    expect(present({ stored: undefined })).toEqual({
      entityRef: wiring.entityRef,
      version: 0,
      environments: { kind: 'waiting', since: secondsAgo(60).toISOString() },
      pipelines: { kind: 'waiting', since: secondsAgo(60).toISOString() },
    });
  });

  it('shows nothing old when the annotations are gone', () => {
    expect(
      present({
        wiring: {
          ...wiring,
          applications: { kind: 'not-wired', missing: ['argocd/app-name'] },
          pipelines: { kind: 'invalid', reason: 'no such GitLab' },
        },
      }),
    ).toMatchObject({
      environments: { kind: 'not-wired', missing: ['argocd/app-name'] },
      pipelines: { kind: 'unreachable', reason: 'no such GitLab' },
    });
  });

  it('leaves out what the person may not do', () => {
    const operations = (delivery: ReturnType<typeof present>) =>
      delivery.pipelines.kind === 'observed' &&
      delivery.pipelines.value.pipelines[0].operations;
    expect(operations(present())).toEqual([retry]);
    expect(operations(present({ operations: new Set() }))).toEqual([]);
  });
});

describe('etagOf', () => {
  it('is the same from one sign of life to the next, and another for another person or state', () => {
    const tag = etagOf(present());
    expect(
      etagOf(present({ lease: { ...lease, renewedAt: secondsAgo(1) } })),
    ).toBe(tag);
    expect(etagOf(present({ operations: new Set() }))).not.toBe(tag);
    expect(etagOf(present({ stored: { ...stored, version: 8 } }))).not.toBe(
      tag,
    );
    expect(
      etagOf(present({ lease: { ...lease, expiresAt: secondsAgo(75) } })),
    ).not.toBe(tag);
  });
});
