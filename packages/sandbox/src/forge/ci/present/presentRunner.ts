import type { RunnerRecord } from '../../../runner/index.ts';
import type { CiService } from '../CiService.ts';

/** `API_Entities_Ci_Runner` */
export function presentRunner(ci: CiService, runner: RunnerRecord) {
  const status = ci.runners.status(runner);
  return {
    id: runner.id,
    description: runner.description,
    ip_address: '127.0.0.1',
    active: !runner.paused,
    paused: runner.paused,
    is_shared: runner.runnerType === 'instance_type',
    runner_type: runner.runnerType,
    name: 'gitlab-runner',
    online: status === 'online',
    created_at: runner.createdAt,
    created_by: null,
    status,
    job_execution_status: 'idle',
  };
}

/** `API_Entities_Ci_RunnerDetails` */
export function presentRunnerDetails(ci: CiService, runner: RunnerRecord) {
  const { projects, namespaces } = ci.context.records;
  const isGroup = runner.runnerType === 'group_type';
  const isProject = runner.runnerType === 'project_type';
  return {
    ...presentRunner(ci, runner),
    tag_list: runner.tagList,
    run_untagged: runner.runUntagged,
    locked: runner.locked,
    maximum_timeout: runner.maximumTimeout,
    access_level: runner.accessLevel,
    version: '18.5.0',
    revision: 'sandbox',
    platform: 'linux',
    architecture: 'amd64',
    contacted_at: runner.embedded ? ci.store.now() : runner.contactedAt,
    maintenance_note: runner.maintenanceNote,
    projects: projects
      .filter(one => isProject && one.id === runner.ownerId)
      .map(one => ({
        id: one.id,
        description: one.description,
        name: one.name,
        path: one.path,
        path_with_namespace: one.fullPath,
        created_at: one.createdAt,
      })),
    groups: namespaces
      .filter(one => isGroup && one.id === runner.ownerId)
      .map(one => ({
        id: one.id,
        web_url: `${ci.context.baseUrl()}/groups/${one.fullPath}`,
        name: one.name,
      })),
  };
}
