import { BrokenWorld, brokenWorlds } from './__testUtils__/brokenWorlds';
import { githubWorlds } from './__testUtils__/githubWorlds';
import { SandboxProcess } from './__testUtils__/SandboxProcess';
import { soundInput, WorldConfig, worldDeps } from './__testUtils__/worldDeps';
import { findingIds, findingKinds } from './findingKinds';
import { preflight } from './preflight';

jest.setTimeout(60_000);

/** For the worlds in which nothing out there is broken. */
let sound: SandboxProcess;
beforeAll(async () => {
  sound = await SandboxProcess.start();
});
afterAll(async () => {
  await sound.stop();
  process.stdout.write(
    `${brokenWorlds.length} broken worlds for ${findingIds.length} findings, and ${githubWorlds.length} on GitHub\n`,
  );
});

async function look(sandbox: SandboxProcess, config: WorldConfig = {}) {
  const report = await preflight(worldDeps(sandbox, config), {
    ...soundInput,
    ...config.input,
  });
  const said = JSON.stringify(report);
  const { forgeToken, clusterToken } = sandbox.credentials;
  for (const secret of [
    forgeToken,
    clusterToken,
    ...Object.values(sandbox.tokens),
    'long-revoked',
  ]) {
    expect(said).not.toContain(secret);
  }
  return report;
}

it('a sound world has nothing to tell, and everything has been looked at', async () => {
  const { findings, skipped, checked } = await look(sound);
  expect({ findings, skipped }).toEqual({ findings: [], skipped: [] });
  expect(checked.length).toBeGreaterThan(30);
});

it('there is a broken world for each finding', () => {
  expect(brokenWorlds.map(({ finding }) => finding)).toEqual(findingIds);
});

/** What is found in a world, as far as it must be just its fault. */
async function lookAt(
  { names, ...world }: BrokenWorld,
  base: WorldConfig,
): Promise<{ findings: unknown[]; notNamed: string[]; failed: unknown[] }> {
  const sandbox = world.break ? await SandboxProcess.start() : sound;
  try {
    await world.break?.(sandbox);
    const config = { ...base, ...(await world.config?.(sandbox)) };
    const { findings, skipped } = await look(sandbox, config);
    const params = JSON.stringify(findings[0]?.params);
    return {
      findings: findings.map(({ id, severity, who }) => ({
        id,
        severity,
        who,
      })),
      notNamed: names.filter(name => !params?.includes(name)),
      failed: skipped.filter(({ reason }) => reason.kind !== 'after'),
    };
  } finally {
    if (sandbox !== sound) {
      await sandbox.stop();
    }
  }
}

const justItsFault = ({ finding: id }: BrokenWorld) => ({
  findings: [{ id, ...findingKinds[id] }],
  notNamed: [],
  failed: [],
});

it.each(brokenWorlds)('a world with just one fault: $finding', async world => {
  expect(await lookAt(world, {})).toEqual(justItsFault(world));
});

describe('on GitHub', () => {
  const github = { github: {}, input: { jobTags: ['ubuntu-24.04'] } };

  it('a sound world has nothing to tell, and everything has been looked at', async () => {
    const { findings, skipped } = await look(sound, github);
    expect({ findings, skipped }).toEqual({ findings: [], skipped: [] });
  });

  it.each(githubWorlds)(
    'a world with just one fault: $finding',
    async world => {
      expect(await lookAt(world, github)).toEqual(justItsFault(world));
    },
  );
});
