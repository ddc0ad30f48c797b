import type { JobRecord, RunnerRecord } from '../ciRecords.ts';

const onlineSeconds = 2 * 60 * 60;

export type RunnerStatus = 'online' | 'offline' | 'stale' | 'never_contacted';

/** GitLab's words for when a runner was last heard of. */
export function deriveRunnerStatus(
  runner: Pick<RunnerRecord, 'embedded' | 'contactedAt' | 'createdAt'>,
  now: Date,
): RunnerStatus {
  if (runner.embedded) {
    return 'online';
  }
  if (runner.contactedAt === null) {
    return 'never_contacted';
  }
  const age = (now.getTime() - Date.parse(runner.contactedAt)) / 1000;
  if (age < onlineSeconds) {
    return 'online';
  }
  return age < 7 * 24 * 3600 ? 'offline' : 'stale';
}

/** Whether a runner takes a job: it has all of its tags, and untagged jobs only if it says so. */
export function takesJob(
  runner: Pick<
    RunnerRecord,
    'paused' | 'tagList' | 'runUntagged' | 'accessLevel'
  >,
  job: Pick<JobRecord, 'tags'>,
  protectedRef: boolean,
): boolean {
  if (
    runner.paused ||
    (runner.accessLevel === 'ref_protected' && !protectedRef)
  ) {
    return false;
  }
  return job.tags.length === 0
    ? runner.runUntagged
    : job.tags.every(tag => runner.tagList.includes(tag));
}

/** Whether a runner is there for a project. */
export function servesProject(
  runner: Pick<RunnerRecord, 'runnerType' | 'ownerId'>,
  project: { id: number; groupIds: number[] },
): boolean {
  switch (runner.runnerType) {
    case 'instance_type':
      return true;
    case 'group_type':
      return (
        runner.ownerId !== null && project.groupIds.includes(runner.ownerId)
      );
    case 'project_type':
      return runner.ownerId === project.id;
    default:
      return runner.runnerType satisfies never;
  }
}

/** Why a pending job isn't taken, in GitLab's words; undefined when there is a runner for it. */
export function deriveStuckReason(
  job: Pick<JobRecord, 'status' | 'tags'>,
  candidates: Array<{ online: boolean; takes: boolean }>,
): string | undefined {
  if (
    job.status !== 'pending' ||
    candidates.some(one => one.online && one.takes)
  ) {
    return undefined;
  }
  const tags = job.tags.map(tag => `"${tag}"`).join(', ');
  return candidates.some(one => one.online) && job.tags.length > 0
    ? `This job is stuck because you don't have any active runners online or available with any of these tags assigned to them: ${tags}`
    : "This job is stuck because the project doesn't have any runners online assigned to it.";
}
