import type { ForgeAnswer } from '../../forge/api/ForgeRoute.ts';
import type { ProjectRecord } from '../../forge/records/records.ts';
import type { GithubPrincipal } from './GithubPrincipal.ts';

/** GitHub's roles in a repository, from the smallest. */
export const repositoryRoles = [
  'none',
  'read',
  'triage',
  'write',
  'maintain',
  'admin',
] as const;

export type RepositoryRole = (typeof repositoryRoles)[number];

/** Who may use an operation. */
export type GithubAccessRule =
  /** Everybody, without credentials too. */
  | { kind: 'public' }
  /** A GitHub App with its JWT. */
  | { kind: 'app' }
  /** Whoever has a token; a classic one needs one of the scopes, when there are any. */
  | { kind: 'user'; scopes?: readonly string[] }
  /**
   * Whoever has the role in the repository of the path, through a token that reaches it. What
   * cannot be seen is answered 404. Reading a public repository needs no credentials.
   */
  | {
      kind: 'repository';
      role: Exclude<RepositoryRole, 'none'>;
      /** The permission that fine-grained, installation and workflow tokens need. */
      permission: string;
      level: 'read' | 'write';
      /** One of these is needed on a classic token; `repo` without it. */
      scopes?: readonly string[];
      /** Goes on in an archived repository, although it writes. */
      archived?: boolean;
    };

/** A request to the REST API, parsed and authenticated. */
export interface GithubRequest {
  method: string;
  /** The `{name}` parts of the path, decoded. */
  params: Record<string, string>;
  query: Record<string, any>;
  /** The JSON body; `{}` when there is none. */
  body: Record<string, any>;
  headers: Record<string, string | string[] | undefined>;
  principal: GithubPrincipal | undefined;
  /** The repository of the path, looked up and allowed by the access rule; throws without one. */
  readonly repository: ProjectRecord;
  /** What was asked for, with its query, from `/api/v3` on. */
  url: string;
}

/** Errors are thrown (`context.errors`); a body is sent as JSON, `text` and `bytes` as they are. */
export type GithubAnswer = ForgeAnswer;

/** One operation of GitHub's REST API. */
export interface GithubRoute {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /**
   * As GitHub's description writes it: `/repos/{owner}/{repo}/git/ref/{ref}`. `{path}`, `{ref}`,
   * `{branch}` and `{basehead}` take several parts of an address.
   */
  path: string;
  /** Below `https://docs.github.com/rest/`, for `documentation_url`. */
  docs: string;
  access: GithubAccessRule;
  handle(request: GithubRequest): Promise<GithubAnswer> | GithubAnswer;
}
