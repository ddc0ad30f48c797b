import type { PullResult } from '../control/KubeletContext.ts';
import { behaviourOf } from './behaviourOf.ts';
import type { PodWorker } from './PodWorker.ts';
import { type Credentials, readPullCredentials } from './pullCredentials.ts';
import { derivePullFault } from './pullFault.ts';

interface Container {
  name: string;
  image: string;
  imagePullPolicy?: string;
}

/** The credentials that the pod's pull secrets have for the image. */
function collectCredentials(worker: PodWorker, image: string): Credentials[] {
  const { pod, context } = worker;
  const names: string[] = (pod.spec.imagePullSecrets ?? []).map(
    (entry: any) => entry.name,
  );
  const missing: string[] = [];
  const credentials = names.flatMap(name => {
    const secret = context.store.get({
      apiVersion: 'v1',
      kind: 'Secret',
      namespace: pod.metadata.namespace,
      name,
    });
    if (!secret) {
      missing.push(name);
      return [];
    }
    return readPullCredentials(secret, image);
  });
  if (missing.length > 0) {
    worker.tell({
      type: 'Warning',
      reason: 'FailedToRetrieveImagePullSecret',
      message: `Unable to retrieve some image pull secrets (${missing.join(
        ', ',
      )}); attempting to pull the image may not succeed.`,
    });
  }
  return credentials;
}

async function tryPull(
  worker: PodWorker,
  image: string,
): Promise<{ result: PullResult; fault: string | undefined }> {
  const { registry } = worker.context;
  const credentials = collectCredentials(worker, image);
  let result: PullResult = 'unauthorized';
  for (const entry of [...credentials, undefined]) {
    result = await registry.canPull(image, entry);
    if (result !== 'unauthorized') {
      break;
    }
  }
  return {
    result,
    fault: derivePullFault(image, result, credentials.length > 0),
  };
}

function seconds(milliseconds: number): string {
  return milliseconds < 1000
    ? `${Math.round(milliseconds)}ms`
    : `${(milliseconds / 1000)
        .toFixed(3)
        .replace(/0+$/, '')
        .replace(/\.$/, '')}s`;
}

/** The reference by digest, as a node writes down what it pulled. */
async function imageId(worker: PodWorker, image: string): Promise<string> {
  const digest = await worker.context.registry.digest?.(image);
  return digest ? `${image.replace(/(@.*|:[^/:]+)$/, '')}@${digest}` : '';
}

/**
 * Whether the node has the image, and this pod may use it: a private image that another pod's
 * secret brought does not serve a pod that has none.
 */
async function isUsable(
  worker: PodWorker,
  { image, imagePullPolicy }: Container,
  present: Set<string>,
): Promise<boolean> {
  if (!present.has(image) || imagePullPolicy === 'Always') {
    return false;
  }
  const { result } = await tryPull(worker, image);
  return result !== 'unauthorized';
}

/**
 * Pulls the image of a container, with the back-off of a real node until it works. `present` are
 * the images that the node has already.
 */
export async function pullImage(
  worker: PodWorker,
  container: Container,
  present: Set<string>,
  list = worker.containers,
): Promise<void> {
  const { timings } = worker.context;
  const { image } = container;
  if (await isUsable(worker, container, present)) {
    worker.tell(
      {
        type: 'Normal',
        reason: 'Pulled',
        message: `Container image "${image}" already present on machine`,
      },
      container,
    );
    worker.set(container, { imageID: await imageId(worker, image) }, list);
    return;
  }
  const duration =
    behaviourOf(worker.pod, image) === 'slow'
      ? timings.pull * 10
      : timings.pull;
  for (let wait = timings.backOff; ; wait *= 2) {
    worker.tell(
      {
        type: 'Normal',
        reason: 'Pulling',
        message: `Pulling image "${image}"`,
      },
      container,
    );
    await worker.sleep(duration);
    const { fault } = await tryPull(worker, image);
    if (!fault) {
      present.add(image);
      worker.tell(
        {
          type: 'Normal',
          reason: 'Pulled',
          message: `Successfully pulled image "${image}" in ${seconds(
            duration,
          )} (${seconds(duration)} including waiting)`,
        },
        container,
      );
      worker.set(container, { imageID: await imageId(worker, image) }, list);
      return;
    }
    await backOff(worker, container, fault, {
      list,
      milliseconds: Math.min(wait, timings.longestBackOff),
    });
  }
}

async function backOff(
  worker: PodWorker,
  container: Container,
  fault: string,
  options: { list: PodWorker['containers']; milliseconds: number },
): Promise<void> {
  const { image } = container;
  const failed = (message: string) =>
    worker.tell({ type: 'Warning', reason: 'Failed', message }, container);
  failed(`Failed to pull image "${image}": ${fault}`);
  failed('Error: ErrImagePull');
  worker.set(
    container,
    { state: { waiting: { reason: 'ErrImagePull', message: fault } } },
    options.list,
  );
  // A node looks again after a moment, and only then says that it waits.
  const moment = Math.min(options.milliseconds / 2, 2_000);
  await worker.sleep(moment);
  worker.tell(
    {
      type: 'Normal',
      reason: 'BackOff',
      message: `Back-off pulling image "${image}"`,
    },
    container,
  );
  failed('Error: ImagePullBackOff');
  worker.set(
    container,
    {
      state: {
        waiting: {
          reason: 'ImagePullBackOff',
          message: `Back-off pulling image "${image}": ErrImagePull: ${fault}`,
        },
      },
    },
    options.list,
  );
  await worker.sleep(options.milliseconds - moment);
}
