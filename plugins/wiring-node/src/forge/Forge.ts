import type { ForgeContent } from './ForgeContent';
import type { ForgeCredentials } from './ForgeCredentials';
import type { ForgeEnvironments } from './ForgeEnvironments';
import type { ForgeHooks } from './ForgeHooks';
import type { ForgeMergeRequests } from './ForgeMergeRequests';
import type { ForgePipelines } from './ForgePipelines';
import type { ForgeProtection } from './ForgeProtection';
import type { ForgeRepositories } from './ForgeRepositories';
import type { ForgeRunners } from './ForgeRunners';
import type { ForgeVariables } from './ForgeVariables';

/**
 * A forge as a launch sees it. There is one implementation for each kind; the host in a `repoUrl`
 * decides which. A path is a repository's full path, such as `acme/payments`.
 *
 * Every method ends with the run that it was made for, honours `Retry-After`, and throws an error of
 * `@backstage/errors` that says what is wrong, where, and what to do next. Methods that find answer
 * undefined, and methods that remove are content, when the thing is not there.
 *
 * @public
 */
export interface Forge {
  readonly kind: 'gitlab' | 'github';
  /** As in `integrations`, such as `gitlab.example.com`. */
  readonly host: string;
  /** What people call it. */
  readonly title: 'GitLab' | 'GitHub';
  readonly repositories: ForgeRepositories;
  readonly content: ForgeContent;
  readonly variables: ForgeVariables;
  readonly credentials: ForgeCredentials;
  readonly hooks: ForgeHooks;
  readonly pipelines: ForgePipelines;
  readonly mergeRequests: ForgeMergeRequests;
  readonly protection: ForgeProtection;
  readonly environments: ForgeEnvironments;
  readonly runners: ForgeRunners;
}
