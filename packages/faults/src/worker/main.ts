import { labelRequests, Requests } from './labelRequests.ts';
import { readSettings } from './createDeps.ts';
import type { LaunchOrder, LaunchResult } from './protocol.ts';
import { runTemplate } from './runTemplate.ts';

/**
 * A process that launches, and that may be killed: what the portal's scaffolder is, without the rest
 * of the portal. It is told by messages what to launch, and answers with what came of it.
 */
const portal = process.env.SLIPWAY_FAULTS_PORTAL!;
const configs: string[] = JSON.parse(process.env.SLIPWAY_FAULTS_CONFIGS!);
let requests: Requests | undefined;

process.once('disconnect', () => process.exit());
labelRequests(() => requests);
const settings = await readSettings({ configs, portal });
// What takes long is read before the first launch.
await import('./warmUp.ts');

process.on('message', (order: LaunchOrder) => {
  run(order).then(
    result => process.send!({ type: 'ended', result }),
    error => {
      throw error;
    },
  );
});
process.send!({ type: 'ready' });

async function run(order: LaunchOrder): Promise<LaunchResult> {
  const started = Date.now();
  const abort = new AbortController();
  const own = new Requests({
    task: order.task,
    portal,
    aim: order.aim,
    act: order.act,
    cancel: () => abort.abort(new Error('The task was cancelled')),
  });
  requests = own;
  const log: string[] = [];
  const result = {
    cancelled: false,
    requests: own.seen,
    steps: [],
    log,
  };
  const seconds = () => Math.round((Date.now() - started) / 100) / 10;
  try {
    const steps = await runTemplate(settings, order, {
      signal: abort.signal,
      onStep: step => own.begin(step),
      onLog: line => log.push(line),
    });
    return {
      ...result,
      steps,
      succeeded: true,
      hit: own.hit,
      seconds: seconds(),
    };
  } catch (error) {
    const { name, message } = error as Error;
    return {
      ...result,
      cancelled: abort.signal.aborted,
      succeeded: false,
      step: own.step,
      error: { name, message },
      hit: own.hit,
      seconds: seconds(),
    };
  } finally {
    requests = undefined;
  }
}
