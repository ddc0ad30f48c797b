/** Who makes a request, by the kind of credential that came with it. */
export type Principal =
  /** A personal access token. */
  | { kind: 'user'; userId: number; tokenId: number; scopes: string[] }
  /** A project access token: a bot user that exists for one project. */
  | {
      kind: 'project-token';
      userId: number;
      tokenId: number;
      projectId: number;
      accessLevel: number;
      scopes: string[];
    }
  | {
      kind: 'deploy-token';
      tokenId: number;
      projectId: number;
      username: string;
      scopes: string[];
    }
  /** `CI_JOB_TOKEN`, good while the job runs. */
  | { kind: 'job'; jobId: number; projectId: number; userId: number };
