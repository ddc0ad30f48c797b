import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KubernetesObject } from '@slipway/plugin-delivery-node';

/** What stood in the cluster at a moment of a recording, by its second. */
export function recordedObjects(
  recording: string,
  second: number,
): KubernetesObject[] {
  const file = join(
    __dirname,
    '../observe/__fixtures__/recordings',
    `${recording}.ndjson`,
  );
  const objects = new Map<string, KubernetesObject>();
  for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
    const { t, type, object } = JSON.parse(line);
    if (t > second) {
      break;
    }
    if (object) {
      const key = `${object.kind}/${object.metadata.name}`;
      objects.delete(key);
      if (type !== 'DELETED') {
        objects.set(key, object);
      }
    }
  }
  return [...objects.values()];
}

/** A canary that waits at its pause, with its Application as that of payments in dev. */
export function pausedCanary(): KubernetesObject[] {
  return asPayments(
    recordedObjects(
      'application-automated-sync-rollout-paused-then-promoted',
      4.2,
    ),
  );
}

/** The same, before anything new was committed. */
export function healthyService(): KubernetesObject[] {
  return asPayments(
    recordedObjects(
      'application-automated-sync-rollout-paused-then-promoted',
      2.95,
    ),
  );
}

function asPayments(objects: KubernetesObject[]): KubernetesObject[] {
  return objects.map(object =>
    object.kind === 'Application'
      ? {
          ...object,
          metadata: {
            ...object.metadata,
            labels: {
              'backstage.io/kubernetes-id': 'payments',
              'slipway.dev/environment': 'dev',
            },
          },
        }
      : object,
  );
}
