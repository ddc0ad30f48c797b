import { RunStatus } from '@slipway/plugin-delivery-common';

/** The statuses of pipelines and jobs in GitLab's API. */
const statuses: Record<string, RunStatus> = {
  created: 'waiting',
  waiting_for_resource: 'waiting',
  preparing: 'waiting',
  waiting_for_callback: 'waiting',
  pending: 'waiting',
  // Starts by itself at its time.
  scheduled: 'waiting',
  running: 'running',
  // Its jobs still run their last commands.
  canceling: 'running',
  success: 'succeeded',
  failed: 'failed',
  canceled: 'cancelled',
  skipped: 'skipped',
  manual: 'manual',
};

/** GitLab's word in that of all forges; a word of a later GitLab is `unknown`. */
export function runStatus(status: string): RunStatus {
  return Object.hasOwn(statuses, status) ? statuses[status] : 'unknown';
}
