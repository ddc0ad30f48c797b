import type { BranchFilter } from './ParsedWorkflow.ts';
import { matchesFilter } from './matchesFilter.ts';

/** What has happened, as far as it decides which workflows are run. */
export type TriggerEvent =
  | {
      event: 'push';
      /** `refs/heads/main` */
      ref: string;
      /** Undefined when nothing is known about them, as for the first push of a branch. */
      changedFiles: string[] | undefined;
    }
  | {
      event: 'pull_request';
      action: string;
      baseBranch: string;
      changedFiles: string[] | undefined;
    };

const defaultPullRequestTypes = ['opened', 'synchronize', 'reopened'];

/** Whether a workflow with these filters is run for an event. */
export function matchesEvent(
  filters: Record<string, BranchFilter>,
  trigger: TriggerEvent,
): boolean {
  const filter = filters[trigger.event];
  if (!filter) {
    return false;
  }
  switch (trigger.event) {
    case 'push':
      return matchesRef(filter, trigger.ref) && matchesPaths(filter, trigger);
    case 'pull_request':
      return (
        (filter.types ?? defaultPullRequestTypes).includes(trigger.action) &&
        allows(
          filter.branches,
          filter['branches-ignore'],
          trigger.baseBranch,
        ) &&
        matchesPaths(filter, trigger)
      );
    default:
      return trigger satisfies never;
  }
}

function matchesRef(filter: BranchFilter, ref: string): boolean {
  const [, kind, name] = /^refs\/(heads|tags)\/(.+)$/.exec(ref) ?? [];
  const hasBranches = filter.branches ?? filter['branches-ignore'];
  const hasTags = filter.tags ?? filter['tags-ignore'];
  if (kind === 'heads') {
    // A workflow with filters for tags alone is not run for branches, and the other way round.
    return hasBranches || !hasTags
      ? allows(filter.branches, filter['branches-ignore'], name)
      : false;
  }
  return kind === 'tags' && (hasTags || !hasBranches)
    ? allows(filter.tags, filter['tags-ignore'], name)
    : false;
}

function matchesPaths(filter: BranchFilter, trigger: TriggerEvent): boolean {
  const { changedFiles } = trigger;
  if (
    !changedFiles ||
    (trigger.event === 'push' && trigger.ref.startsWith('refs/tags/'))
  ) {
    return true;
  }
  const { paths, 'paths-ignore': ignored } = filter;
  if (paths) {
    return changedFiles.some(file => matchesFilter(paths, file));
  }
  return ignored
    ? changedFiles.some(file => !matchesFilter(ignored, file))
    : true;
}

function allows(
  wanted: string[] | undefined,
  ignored: string[] | undefined,
  name: string,
): boolean {
  if (wanted) {
    return matchesFilter(wanted, name);
  }
  return ignored ? !matchesFilter(ignored, name) : true;
}
