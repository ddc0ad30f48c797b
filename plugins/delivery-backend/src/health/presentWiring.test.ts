import { thingKey, WiringItemReport } from '@slipway/plugin-wiring-node';
import { fault, item, project, token, webhook } from './__testUtils__/reports';
import { basisOf } from './basisOf';
import {
  presentWiring,
  presentWiringSummary,
  sortSummaries,
} from './presentWiring';
import { StoredWiring } from './StoredWiring';
import { WiringOrder } from './WiringOrder';

const at = (minute: number) => Date.UTC(2026, 0, 1, 10, minute);
const isoAt = (minute: number) => new Date(at(minute)).toISOString();
const base = { entityRef: 'component:default/billing', service: 'billing' };
const stored = (
  items: WiringItemReport[],
  fields: Partial<StoredWiring> = {},
): StoredWiring => ({
  ...base,
  knownSince: 0,
  failures: 0,
  attemptedAt: at(0),
  checkedAt: at(1),
  report: { items },
  ...fields,
});
const present = (options: Partial<Parameters<typeof presentWiring>[0]> = {}) =>
  presentWiring({
    ...base,
    stored: undefined,
    mayRepair: true,
    mayRotate: false,
    ...options,
  });
const order: WiringOrder = {
  ...base,
  id: 'one',
  kind: 'repair',
  actor: 'user:default/developer',
  things: [project],
  status: 'working',
  attempts: 1,
  outcomes: [{ what: 'AppProject', name: 'billing', result: 'created' }],
  startedAt: new Date(at(2)),
};

describe('presentWiring', () => {
  it('is unknown before the first look', () => {
    expect(present()).toEqual({
      ...base,
      standing: 'unknown',
      items: [],
      basis: basisOf({ items: [] }),
      mayRepair: true,
      mayRotate: false,
    });
  });

  it.each<[string, WiringItemReport[], string]>([
    ['sound', [item(project), item(token)], 'sound'],
    [
      'unknown',
      [item(project), item(token, [], { unknownBecause: 'away' })],
      'unknown',
    ],
    [
      'in need of attention',
      [
        item(project, [], { unknownBecause: 'away' }),
        item(token, [fault('credential-ends')]),
      ],
      'attention',
    ],
    [
      'broken, whatever else could not be looked at',
      [
        item(token, [fault('credential-ends')]),
        item(project, [fault('item-missing')], { unknownBecause: 'away' }),
      ],
      'broken',
    ],
  ])('is as its worst item: %s', (_, items, standing) => {
    expect(present({ stored: stored(items) }).standing).toBe(standing);
  });

  it('has the worst first, each finding in sentences, and the place of each', () => {
    const params = { date: '2026-02-01' };
    const { items } = present({
      stored: stored([
        item(webhook),
        item(token, [fault('credential-ends', params)], {
          expiresAt: '2026-02-01',
          scopes: ['write_repository'],
          webUrl: 'https://gitlab.example.com/acme/billing-gitops',
        }),
        item(project, [fault('item-changed'), fault('item-missing')]),
      ]),
    });
    expect(items).toMatchObject([
      {
        key: thingKey(project),
        place: 'sandbox',
        standing: 'broken',
        findings: [{ id: 'item-missing' }, { id: 'item-changed' }],
        canRotate: false,
      },
      {
        key: thingKey(token),
        place: 'gitlab.example.com',
        standing: 'attention',
        expiresAt: '2026-02-01',
        scopes: ['write_repository'],
        webUrl: 'https://gitlab.example.com/acme/billing-gitops',
        canRotate: true,
      },
      { key: thingKey(webhook), standing: 'sound', findings: [] },
    ]);
    expect(items[1].findings).toEqual([
      {
        id: 'credential-ends',
        severity: 'attention',
        mend: 'rotate',
        wrong: { key: 'wiring.credential-ends.wrong', params },
        breaks: { key: 'wiring.credential-ends.breaks', params },
        how: { key: 'wiring.credential-ends.how', params },
      },
    ]);
  });

  it('names the host of what the catalog reads, or all of an address that is none', () => {
    const places = ['https://gitlab.example.com/a/catalog-info.yaml', 'odd'];
    expect(
      present({
        stored: stored(
          places.map(url => item({ kind: 'catalog-location', url })),
        ),
      }).items.map(({ place }) => place),
    ).toEqual(['gitlab.example.com', 'odd']);
  });

  it.each<[string, Partial<Parameters<typeof presentWiring>[0]>, unknown]>([
    ['nothing', { stored: stored([]) }, undefined],
    [
      'a look that somebody has asked for',
      {
        stored: stored([], {
          pendingSince: at(3),
          pendingBy: 'user:default/a',
        }),
      },
      {
        kind: 'check',
        actor: 'user:default/a',
        startedAt: isoAt(3),
        outcomes: [],
      },
    ],
    [
      'a look of the schedule',
      { stored: stored([], { checkingSince: at(4) }) },
      { kind: 'check', startedAt: isoAt(4), outcomes: [] },
    ],
    [
      'a repair, with what it has done so far',
      { stored: stored([], { pendingSince: at(3) }), current: order },
      {
        kind: 'repair',
        actor: order.actor,
        startedAt: isoAt(2),
        outcomes: order.outcomes,
      },
    ],
  ])('tells of %s as what goes on', (_, options, work) => {
    expect(present(options).work).toEqual(work);
  });

  it('tells what was done last, and how it failed', () => {
    const last: WiringOrder = {
      ...order,
      status: 'failed',
      failure: 'the forge is away',
      outcomes: [],
      endedAt: new Date(at(5)),
    };
    expect(present({ last }).lastWork).toEqual({
      kind: 'repair',
      actor: order.actor,
      startedAt: isoAt(2),
      endedAt: isoAt(5),
      failure: 'the forge is away',
      outcomes: [],
    });
  });

  it('keeps showing what was found when the next look came to nothing, and says so', () => {
    const health = present({
      stored: stored([item(project)], {
        attemptedAt: at(9),
        failures: 1,
        failure: 'away',
      }),
    });
    expect(health).toMatchObject({
      standing: 'sound',
      checkedAt: isoAt(1),
      checkFailure: { at: isoAt(9), reason: 'away' },
    });
  });
});

describe('presentWiringSummary', () => {
  it('counts the items, and has the worst finding and the next end', () => {
    expect(
      presentWiringSummary(
        stored([
          item(token, [fault('credential-ends')], { expiresAt: '2026-03-01' }),
          item({ ...token, name: 'pull' }, [], { expiresAt: '2026-02-01' }),
          item(project, [fault('item-missing')]),
          item(webhook, [], { unknownBecause: 'away' }),
        ]),
      ),
    ).toEqual({
      ...base,
      standing: 'broken',
      checkedAt: isoAt(1),
      broken: 1,
      attention: 1,
      unknown: 1,
      items: 4,
      nextExpiry: '2026-02-01',
      worst: { key: 'wiring.item-missing.wrong', params: {} },
    });
  });
});

describe('sortSummaries', () => {
  it('has the worst first, then by name', () => {
    const summary = (service: string, standing: 'sound' | 'broken') => ({
      ...presentWiringSummary(stored([])),
      service,
      standing,
    });
    expect(
      sortSummaries([
        summary('c', 'sound'),
        summary('b', 'broken'),
        summary('a', 'sound'),
      ]).map(({ service }) => service),
    ).toEqual(['b', 'a', 'c']);
  });
});
