import type { JobRecord, PipelineRecord } from '../../../runner/index.ts';
import type { ForgeRequest } from '../../api/ForgeRoute.ts';
import { allows, protectionsOf } from '../../branches/protection.ts';
import { accessLevels } from '../../records/accessLevels.ts';
import type { ProjectRecord } from '../../records/records.ts';
import type { CiService } from '../CiService.ts';

type Asked = Pick<ForgeRequest, 'params' | 'principal'>;

export function findProject(
  ci: CiService,
  { params, principal }: Asked,
  minimumAccess: number = accessLevels.reporter,
): ProjectRecord {
  return ci.context.findProject(params.id, principal, { minimumAccess });
}

export function findPipeline(
  ci: CiService,
  request: Asked,
  minimumAccess?: number,
): { project: ProjectRecord; pipeline: PipelineRecord } {
  const project = findProject(ci, request, minimumAccess);
  const id = readId(ci, request, 'pipeline_id');
  const pipeline = ci.store.records.pipelines.get(id);
  if (pipeline?.projectId !== project.id) {
    throw ci.context.errors.notFound();
  }
  return { project, pipeline };
}

export function findJob(
  ci: CiService,
  request: Asked,
  minimumAccess?: number,
): { project: ProjectRecord; job: JobRecord } {
  const project = findProject(ci, request, minimumAccess);
  const job = ci.store.records.jobs.get(readId(ci, request, 'job_id'));
  if (job?.projectId !== project.id) {
    throw ci.context.errors.notFound();
  }
  return { project, job };
}

/** A number of the path; Grape answers 400 when it is none. */
export function readId(
  ci: CiService,
  { params }: Pick<Asked, 'params'>,
  name: string,
): number {
  if (!/^\d+$/.test(params[name])) {
    throw ci.context.errors.parameters([`${name} is invalid`]);
  }
  return Number(params[name]);
}

/** Whoever may neither push nor merge to a protected branch runs nothing on it. */
export function mayRunOn(
  ci: CiService,
  project: ProjectRecord,
  principal: Asked['principal'],
  ref: string,
): boolean {
  const rules = protectionsOf(ci.context, project, ref);
  const level = ci.context.accessLevel(principal, project);
  return (
    rules.length === 0 ||
    allows(rules, 'push', level) ||
    allows(rules, 'merge', level)
  );
}
