import { behaviourOf } from './behaviourOf.ts';
import { newContainerId, type PodWorker } from './PodWorker.ts';

interface Container {
  name: string;
  image: string;
  readinessProbe?: {
    initialDelaySeconds?: number;
    periodSeconds?: number;
    httpGet?: object;
    exec?: object;
  };
}

/** `10s`, `1m20s`, `5m0s`: as Go prints a duration. */
export function printDuration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  const minutes = Math.floor(seconds / 60);
  return minutes > 0 ? `${minutes}m${seconds % 60}s` : `${seconds}s`;
}

function start(worker: PodWorker, container: Container): string {
  const containerID = newContainerId();
  const startedAt = worker.now();
  worker.tell(
    {
      type: 'Normal',
      reason: 'Created',
      message: `Created container: ${container.name}`,
    },
    container,
  );
  worker.tell(
    {
      type: 'Normal',
      reason: 'Started',
      message: `Started container ${container.name}`,
    },
    container,
  );
  worker.set(container, {
    state: { running: { startedAt } },
    started: true,
    containerID,
  });
  return startedAt;
}

/** How a container ended. */
function ended(
  worker: PodWorker,
  container: Container,
  startedAt: string,
  end: { exitCode: number; reason: string },
): Record<string, unknown> {
  return {
    terminated: {
      ...end,
      startedAt,
      finishedAt: worker.now(),
      containerID: worker.stateOf(container).containerID,
    },
  };
}

function probeFailure(container: Container): string {
  return container.readinessProbe?.httpGet
    ? 'Readiness probe failed: HTTP probe failed with statuscode: 503'
    : 'Readiness probe failed: the sandbox was asked to never let it be ready';
}

async function stayUnready(
  worker: PodWorker,
  container: Container,
): Promise<void> {
  const period = (container.readinessProbe?.periodSeconds ?? 10) * 1000;
  for (;;) {
    await worker.sleep(period);
    worker.tell(
      {
        type: 'Warning',
        reason: 'Unhealthy',
        message: probeFailure(container),
      },
      container,
    );
  }
}

async function becomeReady(
  worker: PodWorker,
  container: Container,
  milliseconds: number,
): Promise<void> {
  const delay = (container.readinessProbe?.initialDelaySeconds ?? 0) * 1000;
  await worker.sleep(Math.max(delay, milliseconds));
  worker.set(container, { ready: true });
}

/** Ends again and again, with longer and longer waits before it is started anew. */
async function crashAgainAndAgain(
  worker: PodWorker,
  container: Container,
  end: { exitCode: number; reason: string },
): Promise<void> {
  const { timings } = worker.context;
  const { pod } = worker;
  const { name, namespace, uid } = pod.metadata;
  for (let wait = 0; ; wait = wait ? wait * 2 : timings.backOff) {
    const startedAt = start(worker, container);
    await worker.sleep(timings.crash);
    const terminated = ended(worker, container, startedAt, end);
    worker.set(container, { state: terminated, started: false, ready: false });
    if (pod.spec.restartPolicy === 'Never') {
      return;
    }
    const milliseconds = Math.min(wait, timings.longestBackOff);
    const { restartCount } = worker.stateOf(container);
    if (milliseconds > 0) {
      await worker.sleep(Math.min(milliseconds / 10, 500));
      worker.tell(
        {
          type: 'Warning',
          reason: 'BackOff',
          message: `Back-off restarting failed container ${container.name} in pod ${name}_${namespace}(${uid})`,
        },
        container,
      );
      worker.set(container, {
        state: {
          waiting: {
            reason: 'CrashLoopBackOff',
            message: `back-off ${printDuration(
              milliseconds,
            )} restarting failed container=${
              container.name
            } pod=${name}_${namespace}(${uid})`,
          },
        },
        lastState: terminated,
      });
      await worker.sleep(milliseconds);
    }
    worker.set(container, {
      lastState: terminated,
      restartCount: restartCount + 1,
    });
  }
}

async function beEvicted(
  worker: PodWorker,
  container: Container,
): Promise<void> {
  await worker.sleep(worker.context.timings.ready * 2);
  const message = `The node was low on resource: memory. Threshold quantity: 100Mi, available: 81248Ki. Container ${container.name} was using 312Mi, request is 0, has larger consumption of memory. `;
  worker.tell({ type: 'Warning', reason: 'Evicted', message });
  worker.set(container, { ready: false });
  worker.publish({ phase: 'Failed', reason: 'Evicted', message });
}

/** Whether the containers of this pod do something and end, instead of serving. */
function isForJob(worker: PodWorker): boolean {
  return (
    worker.pod.metadata.ownerReferences?.some(
      owner => owner.controller && owner.kind === 'Job',
    ) ?? false
  );
}

/** One container of a pod, from its start; ends when nothing more happens to it by itself. */
export async function runContainer(
  worker: PodWorker,
  container: Container,
): Promise<void> {
  const { timings } = worker.context;
  const behaviour = behaviourOf(worker.pod, container.image);
  await worker.sleep(timings.start);
  switch (behaviour) {
    case 'crash':
      await crashAgainAndAgain(worker, container, {
        exitCode: 1,
        reason: 'Error',
      });
      return;
    case 'oom':
      await crashAgainAndAgain(worker, container, {
        exitCode: 137,
        reason: 'OOMKilled',
      });
      return;
    case 'unready':
      start(worker, container);
      await stayUnready(worker, container);
      return;
    case 'evicted':
      start(worker, container);
      await becomeReady(worker, container, timings.ready);
      await beEvicted(worker, container);
      return;
    case 'slow':
    case 'healthy':
    // The scheduler has seen to it that a pod that asks for no node never gets here.
    case 'unschedulable': {
      const startedAt = start(worker, container);
      if (isForJob(worker)) {
        worker.set(container, { ready: true });
        await worker.sleep(timings.complete);
        worker.set(container, {
          state: ended(worker, container, startedAt, {
            exitCode: 0,
            reason: 'Completed',
          }),
          started: false,
          ready: false,
        });
        return;
      }
      const wait = behaviour === 'slow' ? timings.ready * 10 : timings.ready;
      await becomeReady(worker, container, wait);
      return;
    }
    default:
      behaviour satisfies never;
  }
}
