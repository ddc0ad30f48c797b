/** The path asked for was a project's once; the router sends those who read on to where it is. */
export class ProjectMovedError extends Error {
  readonly projectId: number;

  constructor(projectId: number) {
    super(`Project ${projectId} is at another path now`);
    this.name = 'ProjectMovedError';
    this.projectId = projectId;
  }
}
