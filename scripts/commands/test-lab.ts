import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root, workFolder } from '../../packages/embedded/src/paths.ts';
import {
  contractSuites,
  type ContractRun,
  type ContractSuite,
} from '../../packages/lab/contract/suites.ts';
import { Lab } from '../../packages/lab/src/index.ts';
import { formatElapsed } from '../bootstrap/steps.mjs';
import type { Counts } from '../lib/suites/Suite.ts';
import { untilInterrupted } from '../lib/untilInterrupted.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    help: { type: 'boolean', default: false },
  },
});
/** The main job in a browser, on a lab of its own with the portal. */
const journeys = 'journeys';
const known = [...contractSuites.map(({ id }) => id), journeys];
const ids = known.join(', ');
if (values.help) {
  console.log(`npm run test:lab [-- --only <suite>]…

Runs the contracts of the sandbox on the sandbox and on the real Kubernetes API, Argo Rollouts and
Argo CD, in a lab that it starts and stops, and then the journeys of the main job on the real ones.
Suites: ${ids}`);
  process.exit();
}
const unknown = values.only?.find(id => !known.includes(id));
const isWanted = (id: string) => !values.only || values.only.includes(id);
if (unknown) {
  console.error(`There is no suite '${unknown}'. There are: ${ids}`);
  process.exit(2);
}

const interrupted = untilInterrupted();
const logFolder = join(workFolder, 'logs');
await mkdir(logFolder, { recursive: true });
const started = Date.now();
const total: Counts = { passed: 0, failed: 0, skipped: 0 };
let lab: Lab | undefined;
try {
  const suites = contractSuites.filter(({ id }) => isWanted(id));
  if (suites.length > 0) {
    console.log('Starting the lab …');
    lab = await Lab.start({ tell: line => console.log(`  ${line}`) });
  }
  const env = {
    SLIPWAY_LAB_KUBECONFIG: lab?.kubeconfig ?? '',
    SLIPWAY_LAB_ARGOCD_URL: lab?.argocdUrl ?? '',
  };
  const onSandbox = async () => {
    for (const { title, id, twin } of suites) {
      if (twin) {
        await run(`${title} on the sandbox`, `${id}-twin`, twin, env);
      }
    }
  };
  const onLab = async (some: ContractSuite[]) => {
    for (const { title, id, lab: real } of some) {
      await runReal(`${title}, the real one`, `${id}-lab`, real, env);
    }
  };
  // It is told of a cluster in which nobody has made anything yet.
  const [first, others] = split(suites, 'cluster-client');
  const [longest, rest] = split(others, 'argocd');
  // They wait more than they work, and share nothing.
  await Promise.all([
    onSandbox(),
    onLab(first).then(() => Promise.all([onLab(longest), onLab(rest)])),
  ]);
  // Two control planes at once are more than two cores carry.
  await lab?.stop();
  lab = undefined;
  if (isWanted(journeys)) {
    const main = { folder: 'journeys', file: 'src/mainJob.test.ts' };
    const env = { SLIPWAY_JOURNEYS_ON: 'lab' };
    await runReal(
      'Journeys in a browser, on the real ones',
      journeys,
      main,
      env,
    );
  }
} catch (error) {
  total.failed += 1;
  console.error((error as Error).message);
} finally {
  await lab?.stop();
}
console.log(`After ${formatElapsed(Date.now() - started)}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 ? 1 : 0);

function split(all: ContractSuite[], id: string) {
  return [all.filter(one => one.id === id), all.filter(one => one.id !== id)];
}

async function run(
  title: string,
  name: string,
  cases: ContractRun,
  env: Record<string, string>,
): Promise<void> {
  count(await tell(title, name, cases, env));
}

/**
 * What real controllers write in between depends on how busy the machine is: a run of theirs that
 * fails is made once more, and both are told.
 */
async function runReal(...run: Parameters<typeof tell>): Promise<void> {
  const counts = await tell(...run);
  if (counts.failed === 0 || interrupted.signal.aborted) {
    count(counts);
    return;
  }
  const [title, name, ...rest] = run;
  count(await tell(`${title}, once more`, `${name}-again`, ...rest));
}

function count({ passed, failed }: Counts): void {
  total.passed += passed;
  total.failed += failed;
}

async function tell(
  title: string,
  name: string,
  run: ContractRun,
  env: Record<string, string>,
): Promise<Counts> {
  const logFile = join(logFolder, `test-lab-${name}.log`);
  const runStarted = Date.now();
  console.log(`${title} …`);
  const counts = await runCases(run, logFile, env);
  const cases = counts.passed + counts.failed + counts.skipped;
  console.log(
    `${title}: ${cases} cases, ${counts.passed} passed, ${
      counts.failed
    } failed in ${formatElapsed(Date.now() - runStarted)}`,
  );
  if (counts.failed > 0) {
    const log = await readFile(logFile, 'utf8');
    console.log(`${log.slice(-6_000)}\n  All of its output: ${logFile}`);
  }
  return counts;
}

async function runCases(
  { folder, file, namePattern }: ContractRun,
  logFile: string,
  env: Record<string, string>,
): Promise<Counts> {
  const tapFile = `${logFile}.tap`;
  await rm(logFile, { force: true });
  await rm(tapFile, { force: true });
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
      '--test',
      ...(namePattern ? [`--test-name-pattern=${namePattern}`] : []),
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      '--test-reporter=tap',
      `--test-reporter-destination=${tapFile}`,
      file,
    ],
    {
      cwd: join(root, 'packages', folder),
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal: interrupted.signal,
    },
  );
  const log = createWriteStream(logFile);
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const [code] = await once(child, 'close');
  log.end();
  const tap = await readFile(tapFile, 'utf8');
  const number = (name: string) =>
    Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(tap)?.[1] ?? 0);
  const broken = number('fail') + number('cancelled');
  return {
    passed: number('pass'),
    failed: code !== 0 && broken === 0 ? 1 : broken,
    skipped: number('skipped') + number('todo'),
  };
}
