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
const ids = contractSuites.map(({ id }) => id).join(', ');
if (values.help) {
  console.log(`npm run test:lab [-- --only <suite>]…

Runs the contracts of the sandbox on the sandbox and on the real Kubernetes API, Argo Rollouts and
Argo CD, in a lab that it starts and stops. Suites: ${ids}`);
  process.exit();
}
const unknown = values.only?.find(id => contractSuites.every(s => s.id !== id));
if (unknown) {
  console.error(`There is no suite '${unknown}'. There are: ${ids}`);
  process.exit(2);
}

const interrupted = untilInterrupted();
const logFolder = join(workFolder, 'logs');
await mkdir(logFolder, { recursive: true });
const started = Date.now();
let failed = 0;
let lab: Lab | undefined;
try {
  console.log('Starting the lab …');
  lab = await Lab.start({ tell: line => console.log(`  ${line}`) });
  const kubeconfig = lab.kubeconfig;
  for (const suite of contractSuites) {
    if (values.only && !values.only.includes(suite.id)) {
      continue;
    }
    console.log(`${suite.title} …`);
    for (const side of ['twin', 'lab'] as const) {
      const logFile = join(logFolder, `test-lab-${suite.id}-${side}.log`);
      const sideStarted = Date.now();
      const counts = await runSide(suite[side], logFile, kubeconfig);
      failed += counts.failed;
      const total = counts.passed + counts.failed + counts.skipped;
      console.log(
        `  ${side === 'twin' ? 'sandbox' : 'real   '}: ${total} cases, ${
          counts.passed
        } passed, ${counts.failed} failed in ${formatElapsed(
          Date.now() - sideStarted,
        )}`,
      );
      if (counts.failed > 0) {
        console.log(`  All of its output: ${logFile}`);
      }
    }
  }
} catch (error) {
  failed += 1;
  console.error((error as Error).message);
} finally {
  await lab?.stop();
}
console.log(
  `${
    failed === 0 ? 'The sandbox and the real things agree' : `${failed} failed`
  } after ${formatElapsed(Date.now() - started)}`,
);
process.exit(failed > 0 ? 1 : 0);

async function runSide(
  { folder, file, namePattern }: ContractRun,
  logFile: string,
  kubeconfig: string,
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
      env: { ...process.env, SLIPWAY_LAB_KUBECONFIG: kubeconfig },
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
  const count = (name: string) =>
    Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(tap)?.[1] ?? 0);
  const broken = count('fail') + count('cancelled');
  return {
    passed: count('pass'),
    failed: code !== 0 && broken === 0 ? 1 : broken,
    skipped: count('skipped') + count('todo'),
  };
}
