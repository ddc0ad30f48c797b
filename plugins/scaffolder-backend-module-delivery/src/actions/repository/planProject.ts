import { Project, Plan } from '@slipway/plugin-wiring-node';
import { ConflictError } from '@backstage/errors';

/** The topic by which Slipway knows its repositories. */
export const slipwayTopic = 'slipway';

/** A repository as it is wanted. */
export interface WantedProject {
  path: string;
  description?: string;
  visibility: string;
}

/** Compares a project with what is wanted of it; ConflictError for one that cannot be used. */
export function planProject(
  project: Project | undefined,
  wanted: WantedProject,
  /** Whether it holds a commit of an earlier launch. */
  launched: boolean,
): Plan {
  if (!project) {
    return { kind: 'create' };
  }
  assertUsable(project, launched);
  const differing = [
    ...(ours(project) ? [] : ['topics']),
    ...(wanted.description !== undefined &&
    (project.description ?? '') !== wanted.description
      ? ['description']
      : []),
    ...(project.visibility && project.visibility !== wanted.visibility
      ? ['visibility']
      : []),
  ];
  return differing.length === 0
    ? { kind: 'unchanged' }
    : { kind: 'update', why: differing.join(', ') };
}

export function ours(project: Project): boolean {
  return (project.topics ?? []).includes(slipwayTopic);
}

/** Refuses a project that nobody can work in, or that belongs to others. */
export function assertUsable(project: Project, launched: boolean): void {
  const path = project.path_with_namespace;
  if (project.marked_for_deletion_on) {
    throw new ConflictError(
      `The repository ${path} is marked for deletion on ${project.marked_for_deletion_on}; ` +
        'restore it, or choose another name',
    );
  }
  if (project.archived) {
    throw new ConflictError(
      `The repository ${path} is archived; unarchive it, or choose another name`,
    );
  }
  if (!ours(project) && !launched) {
    throw new ConflictError(
      `The repository ${path} is there already and was not made by Slipway; choose another name, ` +
        `or let Slipway adopt it by giving it the topic "${slipwayTopic}"`,
    );
  }
}

/** The fields to create or edit a project with. */
export function projectFields(
  wanted: WantedProject,
  project: Project | undefined,
): Record<string, unknown> {
  return {
    ...(wanted.description !== undefined && {
      description: wanted.description,
    }),
    visibility: wanted.visibility,
    topics: [...new Set([...(project?.topics ?? []), slipwayTopic])],
  };
}
