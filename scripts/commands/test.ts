import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { workFolder } from '../../packages/embedded/src/index.ts';
import { formatElapsed } from '../bootstrap/steps.mjs';
import { stages } from '../lib/suites/index.ts';
import type { Counts, Suite } from '../lib/suites/Suite.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    help: { type: 'boolean', default: false },
  },
});
const suites = stages.flat(2);
const ids = suites.map(({ id }) => id).join(', ');
if (values.help) {
  console.log(`npm test [-- --only <suite>]…

Runs every test. Suites: ${ids}`);
  process.exit();
}
const unknown = values.only?.filter(id => suites.every(s => s.id !== id)) ?? [];
if (unknown.length > 0) {
  console.error(`There is no suite '${unknown[0]}'. There are: ${ids}`);
  process.exit(2);
}

const logFolder = join(workFolder, 'logs');
await mkdir(logFolder, { recursive: true });
const total: Counts = { passed: 0, failed: 0, skipped: 0 };
const started = Date.now();

for (const lanes of stages) {
  await Promise.all(lanes.map(runLane));
}

console.log(`All suites in ${formatElapsed(Date.now() - started)}`);
console.log(
  `${total.passed} passed, ${total.failed} failed${
    total.skipped ? `, ${total.skipped} skipped` : ''
  }`,
);
process.exit(total.failed > 0 ? 1 : 0);

async function runLane(lane: Suite[]): Promise<void> {
  for (const suite of lane) {
    if (!values.only || values.only.includes(suite.id)) {
      await run(suite);
    }
  }
}

async function run(suite: Suite): Promise<void> {
  const logFile = join(logFolder, `test-${suite.id}.log`);
  await rm(logFile, { force: true });
  const suiteStarted = Date.now();
  console.log(`${suite.title} …`);
  const ticker = setInterval(
    () =>
      console.log(
        `  ${suite.title} … ${formatElapsed(Date.now() - suiteStarted)}`,
      ),
    30_000,
  );
  let counts: Counts;
  try {
    counts = await suite.run({ logFile, env: process.env });
  } catch (error) {
    console.error(`  ${(error as Error).message}`);
    counts = { passed: 0, failed: 1, skipped: 0 };
  } finally {
    clearInterval(ticker);
  }
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  console.log(
    `${suite.title}: ${counts.passed} passed, ${counts.failed} failed${
      counts.skipped ? `, ${counts.skipped} skipped` : ''
    } in ${formatElapsed(Date.now() - suiteStarted)}`,
  );
  if (counts.failed > 0) {
    const log = await readFile(logFile, 'utf8').catch(() => '');
    console.log(failures(log));
    console.log(`  All of its output: ${logFile}`);
  }
}

/** The part of a log that is worth reading first: from the first failure, or its end. */
function failures(log: string): string {
  const lines = log.split('\n');
  const first = lines.findIndex(line =>
    /● .+ › |failing tests:|error TS|^\s+\d+:\d+\s+error/.test(line),
  );
  return (first >= 0 ? lines.slice(first, first + 120) : lines.slice(-60))
    .map(line => `  ${line}`)
    .join('\n');
}
