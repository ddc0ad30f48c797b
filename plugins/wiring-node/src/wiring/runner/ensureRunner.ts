import { NotFoundError } from '@backstage/errors';
import { findRepository, forgeOf } from '../../forge';
import { Outcome, RunContext, WiringDeps } from '../../run';
import { createRunner, NewRunnerPlace } from './createRunner';
import { runnerProblem } from './planRunner';

/** @public */
export interface EnsuredRunner {
  outcomes: Outcome[];
  /** Whether a runner would take the jobs now. */
  online: boolean;
  /** Where the token of a runner of Slipway's is. */
  secret?: { cluster: string; namespace: string; name: string };
}

/**
 * Makes sure that a runner takes the jobs of a repository: looks for one, and makes one where it is
 * asked to.
 *
 * @public
 */
export async function ensureRunner(
  run: RunContext,
  deps: WiringDeps,
  input: {
    host: string;
    path: string;
    tags: readonly string[];
    /** Make one of this name where none is, with its token in a Secret. */
    create?: NewRunnerPlace;
    /** Fail where none is up, rather than go on. */
    required: boolean;
  },
): Promise<EnsuredRunner> {
  const { host, path, tags, create, required } = input;
  const forge = forgeOf(deps, host, run);
  const repository = await findRepository(run, forge, path);
  const runners = repository ? await forge.runners.list(repository, tags) : [];
  const online = runners.some(one => one.online);
  const own =
    repository && create && !forge.runners.uncreatable
      ? await forge.runners.named(repository, create.name)
      : [];
  if (create && (own.length > 0 || !online)) {
    const made = await createRunner(run, deps, {
      forge,
      repository,
      path,
      own,
      tags,
      place: create,
    });
    if (!online) {
      run.logger.warn(
        `The runner ${create.name} of ${path} is not up; start GitLab Runner with the Secret ` +
          `${create.namespace}/${create.secretName} on ${create.cluster}`,
      );
    }
    const { cluster, namespace, secretName } = create;
    return {
      outcomes: made,
      online,
      secret: { cluster, namespace, name: secretName },
    };
  }
  const problem = repository && runnerProblem({ runners, path, tags });
  if (problem && required) {
    throw new NotFoundError(problem);
  }
  if (problem) {
    run.logger.warn(problem);
  }
  const name = `${tags.join(', ') || 'untagged jobs'} of ${path}`;
  // It is somebody else's, so the ledger does not know it.
  return {
    outcomes: [{ what: 'runner for', name, result: 'unchanged' }],
    online,
  };
}
