import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { launch } from '../launch/launch.ts';
import {
  SandboxRequests,
  type RequestTotals,
} from '../launch/SandboxRequests.ts';
import { root, workFolder } from '../paths.ts';
import { buildApp } from '../portal/buildApp.ts';
import { EmbeddedPortal } from '../portal/EmbeddedPortal.ts';
import { freePort } from '../portal/ports.ts';
import { PortalClient, PortalError } from '../portal/PortalClient.ts';
import { benchClient, BenchWorld } from './BenchWorld.ts';
import { PeersPortal } from './PeersPortal.ts';
import type { LaunchComparison, LaunchRound } from './presentLaunches.ts';
import { takeInventory, wiringItems, type LaunchedBy } from './wiringItems.ts';
import { environments, WiringLook } from './WiringLook.ts';

const owner = 'group:default/service-team';
/** Longer than Argo CD takes to look again by itself, twice over. */
const healthyTimeout = 450_000;
/** For watches to be taken up again by a portal that has stood still, in milliseconds. */
const settling = 5_000;

/** A way to launch: a portal with its template. */
interface Side {
  title: string;
  hold(): void;
  letGo(): void;
  run(
    service: string,
  ): Promise<{ succeeded: boolean; error?: string; seconds: number }>;
  about: Pick<LaunchedBy, 'databaseFolder' | 'entity' | 'hasLedger'>;
}

/** The same service launched by both, in turn, on one sandbox whose answers come late. */
export async function measureLaunch(options: {
  rounds: number;
  latencyMilliseconds: number;
  tell: (line: string) => void;
  signal: AbortSignal;
}): Promise<LaunchComparison> {
  const { rounds, latencyMilliseconds, tell, signal } = options;
  const interrupted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
  // While the portals start, it is they that end by the signal.
  interrupted.catch(() => {});
  const folder = join(workFolder, 'bench-launch');
  // Nobody looks at the pages here: any that have been built will do.
  if (!existsSync(join(root, 'packages/app/dist/index.html'))) {
    await buildApp();
  }
  const portal = await EmbeddedPortal.start({
    folder,
    fresh: true,
    portalPort: await freePort(),
    sandboxPort: await freePort(),
    tell,
    signal,
  });
  let peers: PeersPortal | undefined;
  try {
    const world = await BenchWorld.open(
      portal.sandboxUrl,
      join(folder, 'sandbox'),
    );
    tell('Starting the portal of the usual actions');
    peers = await PeersPortal.start({ folder: join(folder, 'peers'), world });
    const sides = {
      slipway: slipwaySide(portal),
      peers: peersSide(peers, world),
    };
    await world.delayAnswers(latencyMilliseconds);
    const comparison: LaunchComparison = {
      latencyMilliseconds,
      slipway: [],
      peers: [],
      items: wiringItems.map(({ name }) => name),
    };
    for (let number = 1; number <= rounds; number += 1) {
      for (const side of ['slipway', 'peers'] as const) {
        const other = sides[side === 'slipway' ? 'peers' : 'slipway'];
        // The other one would go on watching the world, and be counted.
        other.hold();
        sides[side].letGo();
        await delay(settling);
        const service = `${side === 'slipway' ? 'ours' : 'theirs'}-${number}`;
        // Whatever is going on then ends with the portals.
        const round = await Promise.race([
          measureRound(sides[side], { world, service }),
          interrupted,
        ]);
        comparison[side].push(round);
        tell(tellRound(sides[side].title, number, round));
      }
    }
    return comparison;
  } finally {
    await peers?.stop();
    await portal.stop();
  }
}

async function measureRound(
  side: Side,
  { world, service }: { world: BenchWorld; service: string },
): Promise<LaunchRound> {
  const look = new WiringLook(world, service);
  const started = Date.now();
  const first = await counted(world, () => side.run(service));
  const healthyAtEnd = await look.healthy();
  const isHealthy = first.succeeded && (await becomesHealthy(look));
  const healthySeconds = (Date.now() - started) / 1000;
  const second = await counted(world, () => side.run(service));
  const inventory = await takeInventory(look, {
    ...side.about,
    healthyAtEnd,
    secondRun: { succeeded: second.succeeded, writes: second.requests.writes },
  });
  return {
    ...first,
    healthySeconds: isHealthy ? healthySeconds : undefined,
    inventory,
    secondRun: second,
  };
}

async function counted<T>(
  world: BenchWorld,
  run: () => Promise<T>,
): Promise<T & { requests: RequestTotals }> {
  const counting = await SandboxRequests.from(world.url, {
    without: [benchClient],
  });
  if (!counting) {
    throw new Error('The sandbox does not count its requests.');
  }
  const result = await run();
  return { ...result, requests: await counting.count() };
}

async function becomesHealthy(look: WiringLook): Promise<boolean> {
  const deadline = Date.now() + healthyTimeout;
  while ((await look.healthy()).length < environments.length) {
    if (Date.now() > deadline) {
      return false;
    }
    await delay(500);
  }
  return true;
}

function slipwaySide(portal: EmbeddedPortal): Side {
  const client = new PortalClient(portal.url, 'developer');
  return {
    title: 'Slipway',
    hold: () => portal.hold(),
    letGo: () => portal.letGo(),
    async run(service) {
      const started = Date.now();
      const { succeeded, error } = await launch({
        client,
        template: 'fastapi-gitlab-kustomize',
        values: {
          name: service,
          owner,
          description: 'Takes payments',
          strategy: 'canary',
        },
        tell: () => {},
      });
      const seconds = (Date.now() - started) / 1000;
      return { succeeded, error, seconds };
    },
    about: {
      databaseFolder: join(portal.folder, 'database'),
      async entity(service) {
        try {
          return await client.json(
            `/api/catalog/entities/by-name/component/default/${service}`,
          );
        } catch (error) {
          if (error instanceof PortalError && error.status === 404) {
            return undefined;
          }
          throw error;
        }
      },
      async hasLedger(service) {
        const { launches } = await client.json<{
          launches: Array<{ service: string }>;
        }>('/api/delivery/v1/launches');
        return launches.some(each => each.service === service);
      },
    },
  };
}

function peersSide(peers: PeersPortal, world: BenchWorld): Side {
  return {
    title: 'The usual actions',
    hold: () => peers.hold(),
    letGo: () => peers.letGo(),
    async run(service) {
      const { status, error, seconds } = await peers.run({
        name: service,
        owner,
        description: 'Takes payments',
        host: new URL(world.url).host,
        group: 'acme',
        url: world.url,
      });
      return { succeeded: status === 'completed', error, seconds };
    },
    about: {
      databaseFolder: join(peers.folder, 'database'),
      entity: service => peers.entity(service),
      hasLedger: service => peers.hasLedger(service),
    },
  };
}

function tellRound(title: string, number: number, round: LaunchRound): string {
  const { succeeded, error, seconds, healthySeconds, requests } = round;
  const { reads, writes } = requests;
  return `${title}, launch ${number}: ${
    succeeded ? `done after ${seconds.toFixed(1)} s` : `failed: ${error}`
  }, ${reads + writes} requests, ${
    healthySeconds === undefined
      ? 'not healthy'
      : `healthy after ${healthySeconds.toFixed(1)} s`
  }`;
}
