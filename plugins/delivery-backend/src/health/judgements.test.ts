import { ConfigReader } from '@backstage/config';
import { thingKey, WiringReport } from '@slipway/plugin-wiring-node';
import { LaunchRecord } from '../ledger';
import { fault, item, project, token, webhook } from './__testUtils__/reports';
import { basisOf } from './basisOf';
import { CheckHistory, deriveDue, listDue } from './deriveDue';
import { deriveFleet } from './deriveFleet';
import { outcomesInLedger } from './deriveOutcomes';
import { deriveWorsening } from './deriveWorsening';
import { imagesWanted } from './imagesWanted';
import { orderThings } from './orderThings';
import { parseReport } from './parseReport';
import { readHealthConfig } from './readHealthConfig';

const broken = fault('item-missing');

describe('deriveFleet', () => {
  const launch = (
    kind: LaunchRecord['kind'],
    status: LaunchRecord['status'],
  ): LaunchRecord => ({
    id: `${kind}-${status}`,
    kind,
    status,
    service: 'billing',
    entityRef: 'component:default/billing',
    startedAt: new Date(0),
    seenAt: new Date(0),
  });
  const completed = launch('launch', 'completed');
  const takenBack = launch('launch', 'taken-back');
  const decommissioned = launch('decommission', 'taken-back');

  it.each<[string, LaunchRecord[], boolean]>([
    ['a launch that ended well', [completed], true],
    ['one that failed', [launch('launch', 'failed')], true],
    ['one that was taken back', [takenBack], false],
    [
      'one that was taken back after one that had ended well',
      [completed, takenBack],
      true,
    ],
    [
      'one that went on with another and was taken back',
      [launch('launch', 'continued'), takenBack],
      false,
    ],
    ['a decommission', [completed, decommissioned], false],
    [
      'a decommission that failed',
      [completed, launch('decommission', 'take-back-failed')],
      true,
    ],
    [
      'a launch after a decommission',
      [completed, decommissioned, completed],
      true,
    ],
    ['a repair alone', [launch('repair', 'completed')], false],
  ])('knows from %s whether the service is there', (_, launches, isThere) => {
    const entries = new Set(['component:default/billing']);
    expect(deriveFleet(launches, entries)).toHaveLength(isThere ? 1 : 0);
    expect(deriveFleet(launches, new Set())).toEqual([]);
  });
});

describe('deriveDue', () => {
  const minute = 60_000;
  const fleet = { everyMs: 15 * minute, services: 500 };
  const history = (fields: Partial<CheckHistory>): CheckHistory => ({
    entityRef: 'component:default/billing',
    knownSince: 0,
    failures: 0,
    ...fields,
  });
  const names = Array.from(
    { length: 500 },
    (_, i) => `component:default/s${i}`,
  );

  it('spreads the first looks at a fleet over the interval', () => {
    const due = names.map(entityRef =>
      deriveDue(history({ entityRef }), fleet),
    );
    expect(Math.max(...due)).toBeLessThanOrEqual(15 * minute);
    const inTheFirstMinute = due.filter(at => at < minute);
    expect(inTheFirstMinute.length).toBeGreaterThan(10);
    expect(inTheFirstMinute.length).toBeLessThan(70);
  });

  it('does not keep a few services waiting', () => {
    expect(
      deriveDue(history({}), { ...fleet, services: 3 }),
    ).toBeLessThanOrEqual(6_000);
  });

  it('keeps them spread: each has its own time, a tenth sooner or later', () => {
    const due = names.map(entityRef =>
      deriveDue(history({ entityRef, checkedAt: 0, attemptedAt: 0 }), fleet),
    );
    expect(Math.min(...due)).toBeGreaterThanOrEqual(13.5 * minute);
    expect(Math.max(...due)).toBeLessThanOrEqual(16.5 * minute);
    expect(new Set(due).size).toBeGreaterThan(490);
  });

  it.each([
    [1, 1],
    [2, 2],
    [3, 4],
    [4, 8],
    [5, 15],
    [60, 15],
  ])('after %s failures in a row waits %s minutes', (failures, minutes) => {
    const at = 100 * minute;
    expect(deriveDue(history({ failures, attemptedAt: at }), fleet)).toBe(
      at + minutes * minute,
    );
  });

  it('looks when a launch has ended since the last look', () => {
    expect(deriveDue(history({ checkedAt: 5, changedAt: 7 }), fleet)).toBe(7);
    expect(
      deriveDue(history({ checkedAt: 7, changedAt: 5 }), fleet),
    ).toBeGreaterThan(minute);
  });

  it('lists what people wait for first, then what has waited longest', () => {
    const [late, later, asked, sound] = [
      history({ entityRef: 'late', checkedAt: 0 }),
      history({ entityRef: 'later', checkedAt: 20 * minute }),
      history({
        entityRef: 'asked',
        checkedAt: 59 * minute,
        pendingSince: 60 * minute,
      }),
      history({ entityRef: 'sound', checkedAt: 59 * minute }),
    ];
    expect(
      listDue([later, sound, late, asked], { ...fleet, now: 60 * minute }).map(
        ({ entityRef }) => entityRef,
      ),
    ).toEqual(['asked', 'late', 'later']);
  });
});

describe('basisOf', () => {
  const report: WiringReport = {
    items: [item(project, [broken]), item(token, [])],
  };
  it.each<[string, WiringReport, boolean]>([
    ['the same', { items: [...report.items].reverse() }, true],
    [
      'the same finding with other numbers',
      {
        items: [
          item(project, [fault('item-missing', { days: 3 })]),
          item(token, [], { expiresAt: '2026-03-01', unknownBecause: 'away' }),
        ],
      },
      true,
    ],
    [
      'another finding',
      { items: [item(project, [fault('item-changed')]), item(token)] },
      false,
    ],
    ['no finding', { items: [item(project), item(token)] }, false],
    ['one item less', { items: [item(project, [broken])] }, false],
    ['nothing', { items: [] }, false],
  ])('tells %s', (_, other, isSame) => {
    expect(basisOf(other) === basisOf(report)).toBe(isSame);
  });
});

describe('deriveWorsening', () => {
  const before = { items: [item(project, [broken])] };
  it.each<[string, WiringReport | undefined, WiringReport, number]>([
    ['the first report', undefined, before, 1],
    ['the same again', before, before, 0],
    ['something mended', before, { items: [item(project)] }, 0],
    [
      'a finding more',
      before,
      { items: [item(project, [broken, fault('item-changed')])] },
      1,
    ],
    [
      'the same at another item',
      before,
      { items: [item(webhook, [broken])] },
      1,
    ],
    [
      'what cannot be looked at',
      before,
      { items: [item(project, [], { unknownBecause: 'away' })] },
      0,
    ],
  ])('of %s', (_, earlier, later, count) => {
    expect(deriveWorsening(earlier, later)).toHaveLength(count);
  });
});

describe('orderThings', () => {
  const report = {
    items: [
      item(project, [broken]),
      item(webhook, [fault('hook-failing')]),
      item(token, [fault('credential-ends')]),
    ],
  };
  const order = (kind: 'repair' | 'rotate', ...items: string[]) =>
    orderThings('billing', report, { kind, basis: basisOf(report), items });

  it('gives each thing once', () => {
    const key = thingKey(project);
    expect(order('repair', key, key)).toEqual([project]);
    expect(order('rotate', thingKey(token))).toEqual([token]);
  });

  it.each([
    ['an item that there is not', 'repair', 'nothing', 'has no item nothing'],
    [
      'what only people mend',
      'repair',
      thingKey(webhook),
      'that a repair mends',
    ],
    [
      'what only a rotation mends',
      'repair',
      thingKey(token),
      'that a repair mends',
    ],
    [
      'what is no credential',
      'rotate',
      thingKey(project),
      'is not a credential',
    ],
  ] as const)('refuses %s', (_, kind, key, message) => {
    expect(() => order(kind, key)).toThrow(message);
  });
});

describe('parseReport', () => {
  it('leaves out what it cannot read, and nothing else', () => {
    const known = item(project, [broken]);
    const { report, unreadable } = parseReport({
      items: [
        { ...known, faults: [broken, { ...broken, id: 'of-a-later-version' }] },
        item({ kind: 'of-a-later-version' } as never),
        null,
      ],
    });
    expect(report).toEqual({ items: [known] });
    expect(unreadable).toBe(3);
  });

  it('keeps known fields only, and links that are links', () => {
    const { report } = parseReport({
      items: [
        { ...item(project), value: 'v', webUrl: 'ftp://gitlab.example.com' },
      ],
    });
    expect(report.items).toEqual([item(project)]);
  });

  it('of something else is empty', () => {
    expect(parseReport('no')).toEqual({ report: { items: [] }, unreadable: 1 });
  });
});

describe('outcomesInLedger', () => {
  it('tells what one run has done, and not what it was about to do', () => {
    const entry = {
      thing: project,
      what: 'AppProject',
      name: 'billing',
      origin: 'created',
      madeBy: 'one',
      at: '2026-01-01T00:00:00Z',
    } as const;
    expect(
      outcomesInLedger(
        [
          { ...entry, plan: 'create', status: 'created', launch: 'two' },
          { ...entry, plan: 'update', status: 'intended', launch: 'two' },
          { ...entry, plan: 'unchanged', status: 'unchanged', launch: 'two' },
          { ...entry, plan: 'create', status: 'created', launch: 'one' },
        ],
        'two',
      ).map(({ result }) => result),
    ).toEqual(['created', 'unchanged']);
  });
});

describe('imagesWanted', () => {
  const environment = (name: string, wanted: object | undefined) =>
    ({ name, wanted } as never);
  it('has the images that are named wholly, of the environments that were seen', () => {
    expect(
      imagesWanted({
        kind: 'observed',
        freshness: { kind: 'live', at: '2026-01-01T00:00:00Z' },
        value: [
          environment('dev', { image: 'r.example.com/billing', tag: '1' }),
          environment('staging', {
            image: 'r.example.com/billing',
            digest: 'sha256:a',
          }),
          environment('production', { image: 'r.example.com/billing' }),
          environment('other', undefined),
        ],
      }),
    ).toEqual([
      { environment: 'dev', image: 'r.example.com/billing:1' },
      { environment: 'staging', image: 'r.example.com/billing@sha256:a' },
    ]);
  });

  it('knows nothing of what was never seen', () => {
    expect(imagesWanted(undefined)).toBeUndefined();
    expect(imagesWanted({ kind: 'waiting', since: '' })).toBeUndefined();
  });
});

describe('readHealthConfig', () => {
  const read = (checkEvery?: string | { minutes: number }) =>
    readHealthConfig(
      new ConfigReader({
        delivery: checkEvery ? { wiring: { checkEvery } } : {},
      }),
    ).checkEveryMs;

  it.each([
    [undefined, 900_000],
    ['10m', 600_000],
    ['PT10M', 600_000],
    [{ minutes: 10 }, 600_000],
    ['5s', 5_000],
  ])('reads %j', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each(['1s', 'often'])('refuses %j, and names the key', text => {
    expect(() => read(text)).toThrow('delivery.wiring.checkEvery');
  });
});
