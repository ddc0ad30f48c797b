import { gitBlobId } from '@slipway/plugin-wiring-node';

type FakeFiles = Map<string, { content: Buffer; executable: boolean }>;

/** Beside the default branch: all its files, and the commits that the default branch has not. */
export interface FakeBranch {
  files: FakeFiles;
  commits: Array<{ id: string; message: string }>;
}

export interface FakeProject {
  id: number;
  name: string;
  path_with_namespace: string;
  description: string | null;
  visibility: string;
  topics: string[];
  archived: boolean;
  marked_for_deletion_on: string | null;
  default_branch: string | null;
  commits: Array<{ id: string; message: string }>;
  files: FakeFiles;
  branches: Map<string, FakeBranch>;
}

export interface FakeToken {
  id: number;
  projectId: number;
  name: string;
  username: string;
  secret: string;
  scopes: string[];
  revoked: boolean;
  expires_at: string | null;
  access_level?: number;
}

/** What the fake GitLab holds. */
export class GitlabState {
  baseUrl = '';
  groups = new Map([['acme', 10]]);
  projects: FakeProject[] = [];
  accessTokens: FakeToken[] = [];
  deployTokens: FakeToken[] = [];
  variables: Array<{ projectId: number } & Record<string, any>> = [];
  hooks: Array<{ projectId: number; id: number } & Record<string, any>> = [];
  pipelines: Array<{
    id: number;
    projectId: number;
    sha: string;
    status: string;
    jobs: Array<Record<string, unknown>>;
  }> = [];
  users = [{ id: 7, username: 'platform-owner' }];
  mergeRequests: Array<Record<string, any>> = [];
  environments: Array<{ projectId: number } & Record<string, any>> = [];
  runners: Array<Record<string, any>> = [];
  readonly #rules = new Map<number, Array<Record<string, any>>>();
  /** A registry that takes no deploy token at all. */
  registryRefuses = false;
  /** What the default branch of the next repository is called. */
  branch = 'main';
  /** Every secret that was ever given out. */
  readonly secrets: string[] = [];
  #lastId = 100;
  readonly #formerPaths = new Map<string, number>();

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  mintSecret(prefix: string): string {
    const secret = `${prefix}-CANARY-${this.nextId()}-abcdefgh`;
    this.secrets.push(secret);
    return secret;
  }

  /** Also by a path that it had: GitLab redirects, and clients follow. */
  project(key: string): FakeProject | undefined {
    return this.projects.find(
      ({ id, path_with_namespace }) =>
        String(id) === key ||
        path_with_namespace === key ||
        this.#formerPaths.get(key) === id,
    );
  }

  moveProject(project: FakeProject, path: string): void {
    this.#formerPaths.set(project.path_with_namespace, project.id);
    project.path_with_namespace = path;
  }

  addProject(path: string, fields: Partial<FakeProject> = {}): FakeProject {
    const project: FakeProject = {
      id: this.nextId(),
      name: path.split('/').at(-1)!,
      path_with_namespace: path,
      description: null,
      visibility: 'private',
      topics: [],
      archived: false,
      marked_for_deletion_on: null,
      default_branch: null,
      commits: [],
      files: new Map(),
      branches: new Map(),
      ...fields,
    };
    this.projects.push(project);
    return project;
  }

  removeProject({ id }: FakeProject): void {
    const others = ({ projectId }: { projectId: number }) => projectId !== id;
    this.projects = this.projects.filter(one => one.id !== id);
    this.accessTokens = this.accessTokens.filter(others);
    this.deployTokens = this.deployTokens.filter(others);
    this.variables = this.variables.filter(others);
    this.hooks = this.hooks.filter(others);
  }

  /** A commit by somebody, on top. */
  addCommit(
    project: FakeProject,
    message: string,
    files: Record<string, string>,
  ): string {
    for (const [path, content] of Object.entries(files)) {
      project.files.set(path, {
        content: Buffer.from(content),
        executable: false,
      });
    }
    return this.pushCommit(project, message);
  }

  pushCommit(project: FakeProject, message: string): string {
    const id = this.newCommitId(message);
    project.commits.unshift({ id, message });
    project.default_branch ??= this.branch;
    return id;
  }

  newCommitId(message: string): string {
    return gitBlobId(Buffer.from(`${this.nextId()} ${message}`));
  }

  listFiles(files: FakeFiles) {
    return [...files].map(([path, { content, executable }]) => ({
      id: gitBlobId(content),
      path,
      type: 'blob',
      mode: executable ? '100755' : '100644',
    }));
  }

  /** Of a project's branches; at first as GitLab protects a default branch. */
  rulesOf({ id }: FakeProject): Array<Record<string, any>> {
    const known = this.#rules.get(id) ?? [
      {
        name: 'main',
        push_access_levels: [{ id: 1, access_level: 40 }],
        merge_access_levels: [{ id: 1, access_level: 40 }],
        allow_force_push: false,
      },
    ];
    this.#rules.set(id, known);
    return known;
  }

  addPipeline(
    project: FakeProject,
    status: string,
    jobs: Array<Record<string, unknown>> = [],
  ): void {
    this.pipelines.push({
      id: this.nextId(),
      projectId: project.id,
      sha: project.commits[0].id,
      status,
      jobs,
    });
  }

  /** What a run leaves behind, without what differs from run to run. */
  summary() {
    const path = (projectId: number) =>
      this.project(String(projectId))?.path_with_namespace;
    const living = (tokens: FakeToken[]) =>
      tokens
        .filter(({ revoked }) => !revoked)
        .map(({ projectId, name, scopes, access_level, expires_at }) => ({
          project: path(projectId),
          name,
          scopes,
          access_level,
          expires_at,
        }));
    return {
      projects: this.projects.map(
        ({ id: _, commits, files, branches: __, ...project }) => ({
          ...project,
          commits: commits.map(({ message }) => message),
          files: [...files].map(([name, { executable }]) => [name, executable]),
        }),
      ),
      accessTokens: living(this.accessTokens),
      deployTokens: living(this.deployTokens),
      variables: this.variables.map(({ projectId, id: _, ...variable }) => ({
        ...variable,
        project: path(projectId),
        value: variable.hidden ? 'hidden' : variable.value,
        description: String(variable.description).replace(/#\d+/, '#n'),
      })),
      hooks: this.hooks.map(({ projectId, id: _, token, ...hook }) => ({
        ...hook,
        hasToken: token !== undefined,
        project: path(projectId),
      })),
    };
  }
}
