import { newContainerId, type PodWorker } from './PodWorker.ts';
import { pullImage } from './pullImage.ts';
import { runContainer } from './runContainer.ts';

/** Init containers start one after the other, and are done quickly. */
async function initialize(
  worker: PodWorker,
  present: Set<string>,
): Promise<void> {
  const { initContainers, timings } = {
    initContainers: worker.pod.spec.initContainers ?? [],
    timings: worker.context.timings,
  };
  for (const container of initContainers) {
    await pullImage(worker, container, present, worker.initContainers);
    const startedAt = worker.now();
    const containerID = newContainerId();
    worker.set(
      container,
      { state: { running: { startedAt } }, started: true, containerID },
      worker.initContainers,
    );
    await worker.sleep(timings.start);
    worker.set(
      container,
      {
        state: {
          terminated: {
            exitCode: 0,
            reason: 'Completed',
            startedAt,
            finishedAt: worker.now(),
            containerID,
          },
        },
        ready: true,
        started: false,
      },
      worker.initContainers,
    );
  }
  worker.isInitialized = true;
}

/** The life of a pod on its node, until nothing more happens to it by itself. */
export async function runPod(
  worker: PodWorker,
  present: Set<string>,
): Promise<void> {
  const { pod, context } = worker;
  worker.publish();
  await worker.sleep(context.timings.createSandbox);
  worker.hasSandbox = true;
  worker.publish();
  await initialize(worker, present);
  await Promise.all(
    pod.spec.containers.map(
      async (container: { name: string; image: string }) => {
        await pullImage(worker, container, present);
        await runContainer(worker, container);
      },
    ),
  );
}

/** The end of a pod that somebody deleted. */
export async function stopPod(worker: PodWorker): Promise<void> {
  for (const container of worker.pod.spec.containers) {
    worker.tell(
      {
        type: 'Normal',
        reason: 'Killing',
        message: `Stopping container ${container.name}`,
      },
      container,
    );
  }
  const grace = worker.live()?.metadata.deletionGracePeriodSeconds;
  const longest = typeof grace === 'number' ? grace * 1000 : Infinity;
  await worker.sleep(Math.min(worker.context.timings.stop, longest));
  worker.remove();
}
