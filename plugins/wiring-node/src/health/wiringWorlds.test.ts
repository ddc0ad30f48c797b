import { parametersOf, readSentences } from './__testUtils__/sentences';
import { LaunchedService } from './__testUtils__/LaunchedService';
import { Receiver } from './__testUtils__/Receiver';
import { WiringWorld, wiringWorlds } from './__testUtils__/wiringWorlds';
import { SandboxProcess } from '../preflight/__testUtils__/SandboxProcess';
import { Thing } from '../run';
import { wiringFindingIds, wiringFindingKinds } from './wiringFindingKinds';
import { WiringItemReport, WiringReport } from './WiringReport';

jest.setTimeout(120_000);

let shared: SandboxProcess;
let receiver: Receiver;

async function startSandbox(): Promise<SandboxProcess> {
  const sandbox = await SandboxProcess.start();
  await fetch(`${sandbox.url}/_sandbox/github/rate-limit`, {
    method: 'PUT',
    body: JSON.stringify({ limit: 1_000_000 }),
  });
  return sandbox;
}

beforeAll(async () => {
  [shared, receiver] = await Promise.all([startSandbox(), Receiver.start()]);
}, 120_000);
afterAll(async () => {
  await shared?.stop();
  await receiver?.stop();
  process.stdout.write(
    `${wiringWorlds.length} broken worlds for ${wiringFindingIds.length} findings of the wiring\n`,
  );
});

/** What is wrong, and what could not be looked at, by what an item is. */
function seenIn({ items }: WiringReport) {
  return {
    faults: items.flatMap(({ faults }) => faults),
    unknown: items.flatMap(({ what, name, unknownBecause }) =>
      unknownBecause ? [`${what} ${name}: ${unknownBecause}`] : [],
    ),
  };
}

const sound = { faults: [], unknown: [] };

/** Nothing of a value is in a report or a log. */
function expectNoValues(it: LaunchedService, reports: WiringReport[]) {
  const said = JSON.stringify([reports, it.logs]);
  const { forgeToken, githubToken, clusterToken, githubPullToken } =
    it.sandbox.credentials;
  for (const value of [
    forgeToken,
    githubToken,
    clusterToken,
    githubPullToken,
    'CANARY',
    'PRIVATE KEY',
    'gldt-',
    'glpat-',
    'a-secret-of-the-tests',
  ]) {
    expect(said).not.toContain(value);
  }
}

const thingsOf = (items: WiringItemReport[]): Thing[] =>
  items.filter(({ faults }) => faults.length > 0).map(({ thing }) => thing);

async function mend(it: LaunchedService, report: WiringReport) {
  const things = thingsOf(report.items);
  const [{ mend: by }] = seenIn(report).faults;
  switch (by) {
    case 'repair':
      await it.repair(things);
      return;
    case 'rotate':
      for (const thing of things) {
        await it.rotate(thing);
      }
      return;
    case 'people':
      return;
    default:
      throw new TypeError(`Not a mending: ${by satisfies never}`);
  }
}

describe.each(['gitlab', 'github'] as const)('on %s', kind => {
  let count = 0;
  /** Launched, sound, and free to be broken. */
  let free: LaunchedService | undefined;
  const take = async () => {
    count += 1;
    const it =
      free ??
      (await new LaunchedService(
        shared,
        receiver,
        kind,
        `${kind}-${count}`,
      ).launch());
    free = undefined;
    return it;
  };

  it('a service that was just launched is sound, with and without a ledger', async () => {
    const it = await take();
    const report = await it.check();
    expect(seenIn(report)).toEqual(sound);
    expect(report.items.length).toBeGreaterThan(20);
    const unledgered = await it.check({ ...it.input, entries: [] });
    expect(seenIn(unledgered)).toEqual(sound);
    expectNoValues(it, [report, unledgered]);
    free = it;
  });

  it.each(wiringWorlds.filter(({ only = kind }) => only === kind))(
    'just one fault: $finding ($names)',
    async world => {
      const it = await take();
      const { found, isSoundAgain } = await lookAndMend(it, world);
      expect(found).toEqual([world.finding]);
      free = isSoundAgain ? it : undefined;
    },
  );
});

/** The findings, and whether the service is sound again. */
async function lookAndMend(
  it: LaunchedService,
  world: WiringWorld,
): Promise<{ found: string[]; isSoundAgain: boolean }> {
  await world.break(it);
  const report = await it.check();
  const { faults } = seenIn(report);
  const found = [...new Set(faults.map(({ id }) => id))];
  if (found.join() !== world.finding) {
    return { found, isSoundAgain: false };
  }
  const [first] = faults;
  expect(first).toMatchObject(wiringFindingKinds[world.finding]);
  const params = JSON.stringify(first.params);
  for (const name of world.names) {
    expect(params).toContain(name.replaceAll('{{service}}', it.service));
  }
  expect(Object.keys(first.params)).toEqual(
    expect.arrayContaining(parametersOf(readSentences(), world.finding)),
  );
  await mend(it, report);
  if (first.mend !== 'people') {
    await world.after?.(it);
    const after = await it.check();
    expect(seenIn(after)).toEqual(sound);
    const again =
      first.mend === 'repair' ? await it.repair(thingsOf(report.items)) : [];
    expect(again.filter(({ result }) => result !== 'unchanged')).toEqual([]);
  }
  expectNoValues(it, [report]);
  await world.undo?.(it);
  return {
    found,
    isSoundAgain: first.mend !== 'people' || world.undo !== undefined,
  };
}

it('there is a world for each finding, and sentences for each', () => {
  const sentences = readSentences();
  const found = new Set<string>(wiringWorlds.map(({ finding }) => finding));
  expect([...found].sort()).toEqual([...wiringFindingIds].sort());
  for (const id of wiringFindingIds) {
    for (const part of ['wrong', 'breaks', 'how']) {
      expect(sentences).toHaveProperty([`wiring.${id}.${part}`]);
    }
  }
});
