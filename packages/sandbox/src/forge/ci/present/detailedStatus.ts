import type { CiStatus } from '../../../runner/index.ts';

const words: Record<CiStatus, { text: string; icon: string; label?: string }> =
  {
    created: { text: 'Created', icon: 'status_created' },
    waiting_for_resource: {
      text: 'Waiting',
      label: 'waiting for resource',
      icon: 'status_pending',
    },
    preparing: { text: 'Preparing', icon: 'status_preparing' },
    waiting_for_callback: {
      text: 'Waiting',
      label: 'waiting for callback',
      icon: 'status_pending',
    },
    pending: { text: 'Pending', icon: 'status_pending' },
    running: { text: 'Running', icon: 'status_running' },
    success: { text: 'Passed', icon: 'status_success' },
    failed: { text: 'Failed', icon: 'status_failed' },
    canceling: { text: 'Canceling', icon: 'status_canceled' },
    canceled: { text: 'Canceled', icon: 'status_canceled' },
    skipped: { text: 'Skipped', icon: 'status_skipped' },
    manual: { text: 'Manual', label: 'manual action', icon: 'status_manual' },
    scheduled: {
      text: 'Scheduled',
      label: 'waiting for delayed job',
      icon: 'status_scheduled',
    },
  };

/** `DetailedStatusEntity`: a status as GitLab's own pages show it. */
export function presentDetailedStatus(
  status: CiStatus,
  options: { path: string; warnings: boolean },
) {
  const { text, icon, label } = words[status];
  const warned = status === 'success' && options.warnings;
  return {
    icon: warned ? 'status_warning' : icon,
    text: warned ? 'Warning' : text,
    label: warned ? 'passed with warnings' : label ?? text.toLowerCase(),
    group: warned ? 'success-with-warnings' : status.replaceAll('_', '-'),
    tooltip: text.toLowerCase(),
    has_details: true,
    details_path: options.path,
    illustration: null,
    favicon: `/assets/ci_favicons/favicon_${icon}.png`,
  };
}

/** The one word of a webhook's `detailed_status`. */
export function statusWord(status: CiStatus, warnings: boolean): string {
  return status === 'success' && warnings
    ? 'passed with warnings'
    : words[status].label ?? words[status].text.toLowerCase();
}
