export type PermissionLevel = 'read' | 'write' | 'admin';

/** `{ contents: 'write', metadata: 'read' }`, as GitHub names what a token may touch. */
export type GithubPermissions = Record<string, PermissionLevel>;

/** Who makes a request to GitHub's API, by the kind of credential that came with it. */
export type GithubPrincipal =
  /** A classic personal access token. */
  | { kind: 'classic'; userId: number; tokenId: number; scopes: string[] }
  /** A fine-grained personal access token. */
  | {
      kind: 'fine-grained';
      userId: number;
      tokenId: number;
      permissions: GithubPermissions;
      /** The user or organisation whose repositories it is for. */
      namespaceId: number;
      /** Undefined for all of them. */
      repositoryIds: number[] | undefined;
    }
  /** A GitHub App in an organisation: its own user is a bot. */
  | {
      kind: 'installation';
      userId: number;
      tokenId: number;
      appId: number;
      installationId: number;
      permissions: GithubPermissions;
      namespaceId: number;
      repositoryIds: number[] | undefined;
    }
  /** `GITHUB_TOKEN` of a job, good while the job runs. */
  | {
      kind: 'workflow';
      tokenId: number;
      /** `github-actions[bot]` */
      userId: number;
      jobId: number;
      projectId: number;
      permissions: GithubPermissions;
    }
  /** A GitHub App itself, by a JWT that it has signed. */
  | { kind: 'app'; appId: number };
