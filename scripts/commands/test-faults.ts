import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { workFolder } from '../../packages/embedded/src/paths.ts';
import {
  addSearched,
  FaultsWorld,
  faultKinds,
  listCells,
  matchesName,
  nothingSearched,
  randomOf,
  readSteps,
  reasonAgainst,
  runMatrix,
  searchFolders,
  shuffled,
  type CellReport,
  type ForgeKind,
} from '../../packages/faults/src/index.ts';
import { formatElapsed } from '../bootstrap/steps.mjs';
import { untilInterrupted } from '../lib/untilInterrupted.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    forge: { type: 'string' },
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    lanes: { type: 'string', default: '2' },
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(`npm run test:faults [-- options]

Launches a service on the sandbox with one thing going wrong in one step, and then runs the launch again
or takes it back; for each step of each template and each thing that can go wrong.

  --only <name>     one cell, or with * several: 'github/argocd-project/*'; can be given again
  --forge <kind>    gitlab or github; both without
  --sample <n>      so many of them, chosen by the seed
  --seed <text>     decides the order, which request of a step is hit, and with what (1)
  --lanes <n>       cells at once (2)
  --list            names the cells, and says why others do not exist`);
  process.exit();
}

const forges = (['gitlab', 'github'] as ForgeKind[]).filter(
  forge => !values.forge || values.forge === forge,
);
const steps = await Promise.all(
  forges.map(async forge => ({ forge, steps: await readSteps(forge) })),
);
const all = steps.flatMap(one => listCells(one.forge, one.steps));
const named = all.filter(
  ({ name }) =>
    !values.only || values.only.some(pattern => matchesName(pattern, name)),
);
const cells = shuffled(randomOf(`order ${values.seed}`), named).slice(
  0,
  values.sample === undefined ? undefined : Number(values.sample),
);
if (cells.length === 0) {
  console.error('No cell has that name; --list names them all.');
  process.exit(2);
}
if (values.list) {
  named.forEach(({ name }) => console.log(name));
  for (const { forge, steps: own } of steps) {
    for (const step of own) {
      const reasons = new Map<string, string[]>();
      for (const kind of faultKinds) {
        const reason = reasonAgainst(forge, step, kind);
        if (reason) {
          reasons.set(reason, [...(reasons.get(reason) ?? []), kind]);
        }
      }
      for (const [reason, kinds] of reasons) {
        console.log(`no ${forge}/${step.id}/${kinds.join(',')}: ${reason}`);
      }
    }
  }
  console.log(`${named.length} cells`);
  process.exit();
}

const interrupted = untilInterrupted();
const started = Date.now();
const reports: CellReport[] = [];
const searched = nothingSearched();
let trouble: string | undefined;
const world = await FaultsWorld.start({ tell: line => console.log(line) });
try {
  console.log(`${cells.length} cells, seed ${values.seed}`);
  await runMatrix(world, cells, {
    seed: values.seed,
    lanes: Number(values.lanes),
    signal: interrupted.signal,
    tell: line => console.log(line),
    onReport: report => {
      reports.push(report);
      tell(report);
    },
  });
  // The reports have what went with each service; this is what stays.
  const stays = await searchFolders(world);
  reports.forEach(({ searched: one }) => addSearched(searched, one));
  addSearched(searched, stays);
  if (stays.hits.length > 0) {
    trouble = `A secret is told: ${stays.hits
      .map(({ secret, place }) => `${secret} in ${place}`)
      .join(', ')}`;
    console.error(trouble);
  }
} catch (error) {
  trouble = (error as Error).message;
  console.error(trouble);
} finally {
  await world.stop();
}
await mkdir(workFolder, { recursive: true });
await writeFile(
  join(workFolder, 'faults.json'),
  JSON.stringify({ seed: values.seed, reports }, null, 2),
);
const failed = reports.filter(({ problems }) => problems.length > 0);
if (failed.length > 0) {
  console.log('\nFailed:');
  failed.forEach(({ cell }) => console.log(`  ${cell.name}`));
}
console.log(
  `Searched for the canary in ${searched.files} files, ${searched.repositories} repositories and ${searched.records} records: ${searched.hits.length} hits, and ${searched.kept} records that have to hold one`,
);
const notRun = cells.length - reports.length;
console.log(
  `${reports.length} cells, ${failed.length} failures${
    notRun > 0 ? `, ${notRun} not run` : ''
  }, seed ${values.seed}, in ${formatElapsed(Date.now() - started)}`,
);
const broken = failed.length + (trouble ? 1 : 0);
console.log(`${reports.length - failed.length} passed, ${broken} failed`);
process.exit(broken > 0 ? 1 : 0);

function tell(report: CellReport): void {
  const { cell, fault, firstRun, problems, seconds, service } = report;
  const result = problems.length === 0 ? 'ok  ' : 'FAIL';
  console.log(
    `${result} ${reports.length}/${cells.length} ${cell.name} (${service}, ${seconds} s)`,
  );
  if (problems.length > 0) {
    console.log(`     ${fault}; the first run: ${firstRun}`);
    problems.slice(0, 12).forEach(problem => console.log(`     - ${problem}`));
  }
}
