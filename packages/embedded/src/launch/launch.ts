import { stripVTControlCharacters } from 'node:util';
import { PortalClient } from '../portal/PortalClient.ts';
import { EnvironmentWatch, type EnvironmentLine } from './EnvironmentWatch.ts';

/** What one step of the launch came to. */
export interface StepReport {
  id: string;
  name: string;
  status: 'completed' | 'failed' | 'cancelled' | 'skipped';
  seconds: number;
  /** The items that the step made or found. */
  items: ItemReport[];
}

export interface ItemReport {
  result: 'created' | 'updated' | 'unchanged';
  item: string;
}

export interface LaunchReport {
  service: string;
  template: string;
  taskId: string;
  succeeded: boolean;
  error?: string;
  seconds: number;
  steps: StepReport[];
  environments: Array<{
    name: string;
    healthy: boolean;
    /** From the start of the launch until it was healthy. */
    seconds?: number;
    way: EnvironmentLine[];
  }>;
}

export class LaunchFailure extends Error {}

interface TaskEvent {
  id: number;
  type: 'log' | 'completion' | 'cancelled' | 'recovered';
  body: {
    message?: string;
    stepId?: string;
    status?: string;
    error?: { message?: string };
  };
  createdAt: string;
}

interface Task {
  id: string;
  status: string;
  spec: { steps: Array<{ id: string; name: string }> };
}

const itemLine = /(?:^|: )(created|updated|unchanged) {2,}(.+)$/;

/**
 * Launches a service through the portal's own API, as its form does, and follows it until every
 * environment is healthy.
 *
 * @param options.tell - told each step, each item and each environment's way, as they come
 * @throws LaunchFailure when the portal refuses the launch
 */
export async function launch(options: {
  client: PortalClient;
  template: string;
  values: Record<string, string>;
  tell: (line: string) => void;
  signal?: AbortSignal;
  timeoutSeconds?: number;
}): Promise<LaunchReport> {
  const { client, template, values, tell, signal } = options;
  const started = Date.now();
  const deadline = started + (options.timeoutSeconds ?? 900) * 1000;
  const seconds = () => Math.round((Date.now() - started) / 100) / 10;

  const { id: taskId } = await client.json<{ id: string }>(
    '/api/scaffolder/v2/tasks',
    {
      method: 'POST',
      json: { templateRef: `template:default/${template}`, values },
    },
  );
  const task = await client.json<Task>(`/api/scaffolder/v2/tasks/${taskId}`);
  const steps = new Map<string, StepReport>();
  const stepStart = new Map<string, number>();
  const names = new Map(task.spec.steps.map(step => [step.id, step.name]));
  const environments = new EnvironmentWatch(
    client,
    `component:default/${values.name}`,
    tell,
    seconds,
  );

  const looking = new AbortController();
  const looks = environments.follow(
    signal ? AbortSignal.any([signal, looking.signal]) : looking.signal,
  );
  // Its failure is told by the wait below; until then it is nobody's unhandled rejection.
  looks.catch(() => {});

  let after = 0;
  let finished: { succeeded: boolean; error?: string } | undefined;
  try {
    while (!finished) {
      signal?.throwIfAborted();
      if (Date.now() > deadline) {
        throw new LaunchFailure(
          `The launch of ${
            values.name
          } was not done after ${seconds()} s. Its task goes on: ${
            client.url
          }/create/tasks/${taskId}`,
        );
      }
      // Answers when there is something new, or after 30 seconds.
      const events = await client.json<TaskEvent[]>(
        `/api/scaffolder/v2/tasks/${taskId}/events?after=${after}`,
        { signal: AbortSignal.timeout(60_000) },
      );
      for (const event of events) {
        after = Math.max(after, event.id);
        if (event.type === 'completion' || event.type === 'cancelled') {
          finished = {
            succeeded: event.type === 'completion' && !event.body.error,
            error: event.body.error?.message,
          };
          continue;
        }
        note(event);
      }
    }
  } finally {
    // However the steps end, nobody goes on looking.
    looking.abort();
  }
  await looks;
  const last = await client.json<Task>(`/api/scaffolder/v2/tasks/${taskId}`);
  const succeeded = finished.succeeded && last.status === 'completed';
  if (succeeded) {
    await environments.settle(deadline, signal);
  }

  return {
    service: values.name,
    template,
    taskId,
    succeeded: succeeded && environments.allHealthy(),
    error: finished.error,
    seconds: seconds(),
    steps: [...steps.values()],
    environments: environments.report(),
  };

  function note(event: TaskEvent) {
    const { stepId, status, message = '' } = event.body;
    const at = Date.parse(event.createdAt);
    if (!stepId) {
      return;
    }
    if (status === 'processing') {
      stepStart.set(stepId, at);
      tell(`${names.get(stepId) ?? stepId}`);
      return;
    }
    const report =
      steps.get(stepId) ??
      ({
        id: stepId,
        name: names.get(stepId) ?? stepId,
        status: 'completed',
        seconds: 0,
        items: [],
      } satisfies StepReport);
    steps.set(stepId, report);
    const item = itemLine.exec(stripVTControlCharacters(message).trim());
    if (item) {
      report.items.push({
        result: item[1] as ItemReport['result'],
        item: item[2],
      });
      tell(`  ${item[1].padEnd(9)} ${item[2]}`);
    } else if (status === 'failed' && message) {
      tell(`  ${withoutStack(message)}`);
    }
    if (isOutcome(status)) {
      if (!stepStart.has(stepId)) {
        tell(report.name);
      }
      report.status = status;
      report.seconds =
        Math.round((at - (stepStart.get(stepId) ?? at)) / 100) / 10;
      tell(`  ${status} in ${report.seconds} s`);
    }
  }
}

/** The scaffolder logs an error with its class and where in the code it came from. */
function withoutStack(message: string): string {
  const [said] = message.split(/\n\s+at /);
  return said.replace(/^\w*Error: /, '');
}

function isOutcome(status: string | undefined): status is StepReport['status'] {
  return (
    status === 'completed' ||
    status === 'failed' ||
    status === 'cancelled' ||
    status === 'skipped'
  );
}
