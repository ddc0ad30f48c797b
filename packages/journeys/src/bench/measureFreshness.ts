import { setTimeout as delay } from 'node:timers/promises';
import { launch } from '../../../embedded/src/index.ts';
import { DeliveryPage } from '../world/DeliveryPage.ts';
import { World } from '../world/World.ts';
import { PollingPlugin } from './PollingPlugin.ts';
import { StepChanges } from './StepChanges.ts';
import { StepsOnCard } from './StepsOnCard.ts';

/** Milliseconds from each change in the Kubernetes API to the page that showed it. */
export interface Freshness {
  card: number[];
  polled: number[];
  everySeconds: number;
}

const service = 'payments';

/**
 * Launches a service on the lab, then changes the status of its production Rollout again and again
 * in the real Kubernetes API. The controllers rest meanwhile, so that each change is one of ours.
 */
export async function measureFreshness(options: {
  changes: number;
  tell: (line: string) => void;
}): Promise<Freshness> {
  const { tell } = options;
  const world = await World.start({ onLab: true });
  try {
    tell(`Launching ${service}`);
    const report = await launch({
      client: world.client('developer'),
      template: 'fastapi-gitlab-kustomize',
      values: {
        name: service,
        owner: 'group:default/service-team',
        description: 'Takes payments',
        strategy: 'canary',
      },
      tell: () => {},
    });
    if (!report.succeeded) {
      throw new Error(`${service} was not launched: ${report.error}`);
    }
    const lab = world.lab!;
    const views = await world.open('developer', DeliveryPage.pathOf(service));
    const delivery = new DeliveryPage(views);
    await delivery.waitForStanding('production', 'healthy');
    await delivery.showRollout('production');
    lab.suspend(['rollouts-controller', 'argocd-application-controller']);

    const changes = await StepChanges.of(lab, {
      namespace: `${service}-production`,
      name: service,
    });
    const steps = await StepsOnCard.watch(delivery.page);
    const plugin = new PollingPlugin(world.client('developer'), service);
    const card: number[] = [];
    for (let number = 1; number <= options.changes; number += 1) {
      const change = await changes.next();
      plugin.expect(change.at);
      card.push((await steps.when(change, 30_000)) - change.at);
      if (number % 50 === 0) {
        tell(`${number} of ${options.changes} changes`);
      }
      // Not in step with anything that ticks.
      await delay(100 + Math.random() * 400);
    }
    return {
      card,
      polled: await plugin.stop(),
      everySeconds: plugin.everySeconds,
    };
  } finally {
    await world.stop();
  }
}
