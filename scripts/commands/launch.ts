import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  describeDryRun,
  describeRequests,
  dryRun,
  launch,
  PortalClient,
  root,
  SandboxRequests,
  type RequestTotals,
} from '../../packages/embedded/src/index.ts';
import {
  findPortal,
  grounds,
  isGround,
  startPortal,
  type Ground,
  type StartedPortal,
} from '../lib/portals.ts';
import { untilInterrupted } from '../lib/untilInterrupted.ts';

const usage = `npm run launch -- <template> --name <service> [options]

Launches a service through the portal that runs, or through one that is started for it.

  --name         the name of the service
  --owner        its owner (group:default/service-team)
  --description  what it does
  --strategy     how production is rolled out: canary or blue-green (canary)
  --on           where it is to run: ${grounds.join(' or ')} (sandbox)
  --url          the portal (the one that runs there)
  --dry-run      only say what would be made or changed
  --json         one JSON document instead of lines`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    name: { type: 'string' },
    owner: { type: 'string', default: 'group:default/service-team' },
    description: { type: 'string' },
    strategy: { type: 'string', default: 'canary' },
    on: { type: 'string', default: 'sandbox' },
    url: { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const [template] = positionals;
const ground = values.on;
if (values.help || !template || !values.name || !isGround(ground)) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}

/** The lab's cluster is no sandbox: what is asked of it is not counted. */
const counted: Record<Ground, string> = {
  sandbox: '',
  lab: ' (of the forge and the registry; the cluster does not count them)',
};

const interrupted = untilInterrupted();
const tell = (line: string) => {
  if (!values.json) {
    console.log(line);
  }
};
let own: StartedPortal | undefined;

try {
  const { url, sandboxUrl } = values.url
    ? { url: values.url }
    : await findOrStart(ground);
  const counting = sandboxUrl && (await SandboxRequests.from(sandboxUrl));
  const options = {
    client: new PortalClient(url, 'developer'),
    template,
    values: {
      name: values.name,
      owner: values.owner,
      description: values.description ?? `The ${values.name} service`,
      strategy: values.strategy,
    },
    signal: interrupted.signal,
  };
  const report = values['dry-run']
    ? await dryRun({ ...options, folder: join(root, 'templates', template) })
    : await launch({ ...options, tell });
  const requests = counting ? await counting.count() : undefined;
  if (values.json) {
    console.log(JSON.stringify({ ...report, requests }, withText, 2));
  } else if ('counts' in report) {
    tell(
      [
        ...describeDryRun(report),
        ...(requests ? [describeRequests(requests)] : []),
      ].join('\n'),
    );
  } else {
    tell(summary(report, requests));
  }
  process.exitCode = !('succeeded' in report) || report.succeeded ? 0 : 1;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  await own?.stop();
}
process.exit();

/** A file of a dry run as its text. */
function withText(key: string, value: unknown): unknown {
  return key === 'files'
    ? (value as Array<{ path: string; content: Buffer }>).map(
        ({ path, content }) => ({ path, content: content.toString('utf8') }),
      )
    : value;
}

async function findOrStart(
  on: Ground,
): Promise<{ url: string; sandboxUrl?: string }> {
  const running = await findPortal(on);
  if (running) {
    return running;
  }
  own = await startPortal(on, { tell, signal: interrupted.signal });
  return own;
}

function summary(
  report: Awaited<ReturnType<typeof launch>>,
  requests: RequestTotals | undefined,
): string {
  const counts = new Map<string, number>();
  for (const { result } of report.steps.flatMap(step => step.items)) {
    counts.set(result, (counts.get(result) ?? 0) + 1);
  }
  const items = [...counts].map(([result, count]) => `${count} ${result}`);
  const lines = report.environments.map(
    ({ name, healthy, seconds }) =>
      `${name}: ${healthy ? `healthy after ${seconds} s` : 'not healthy'}`,
  );
  return [
    '',
    `${report.service}: ${report.succeeded ? 'launched' : 'not launched'} in ${
      report.seconds
    } s (${items.join(', ')})`,
    ...lines,
    ...(requests && isGround(ground)
      ? [`${describeRequests(requests)}${counted[ground]}`]
      : []),
    ...(report.error ? [report.error] : []),
  ].join('\n');
}
