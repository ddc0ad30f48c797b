import { NotImplementedError } from '@backstage/errors';
import { settingsDiff } from '../../diff';
import {
  EnvironmentRules,
  findRepository,
  Forge,
  ForgeEnvironment,
  forgeOf,
  ForgeRepository,
  ForgeReviewer,
} from '../../forge';
import { environmentFingerprint } from '../../ledger';
import { Outcome, reconcile, RunContext, WiringDeps } from '../../run';
import { asksForRules, planEnvironment } from './planEnvironment';

/** @public */
export interface DeploymentEnvironmentInput {
  host: string;
  path: string;
  name: string;
  reviewers: Array<Pick<ForgeReviewer, 'kind' | 'name'>>;
  preventSelfReview: boolean;
  waitMinutes: number;
  branches: EnvironmentRules['branches'];
  /** Fail where the rules cannot be had, rather than go on without them. */
  required: boolean;
}

/**
 * Makes sure that a repository has a deployment environment, with those who have to approve.
 *
 * @public
 */
export async function ensureDeploymentEnvironment(
  run: RunContext,
  deps: WiringDeps,
  input: DeploymentEnvironmentInput,
): Promise<Outcome & { warnings: string[] }> {
  const { host, path, name } = input;
  const forge = forgeOf(deps, host, run);
  const repository = await findRepository(run, forge, path);
  const { wanted, warnings } = repository
    ? await wantedOf(forge, repository, input)
    : { wanted: { name }, warnings: [] };
  warnings.forEach(words => run.logger.warn(words));
  const current =
    repository && (await forge.environments.find(repository, name));
  const outcome = await reconcile(
    run,
    {
      what: 'environment',
      name: `${name} of ${path}`,
      thing: { kind: 'environment', host, path, name },
      fingerprint: current && environmentFingerprint(current),
      diff: () => settingsDiff(current, wanted),
    },
    planEnvironment(current, wanted),
    async () => {
      if (!repository) {
        return undefined;
      }
      await forge.environments.put(repository, wanted, current);
      const written = await forge.environments.find(repository, name);
      return written && environmentFingerprint(written);
    },
  );
  return { ...outcome, warnings };
}

async function wantedOf(
  forge: Forge,
  repository: ForgeRepository,
  input: DeploymentEnvironmentInput,
): Promise<{ wanted: ForgeEnvironment; warnings: string[] }> {
  const { name, preventSelfReview, waitMinutes, branches } = input;
  const asked = { preventSelfReview, waitMinutes, branches };
  const reviewers: ForgeReviewer[] = [];
  const isAsked = asksForRules({ ...asked, reviewers }) || input.reviewers[0];
  const unavailable =
    isAsked && (await forge.environments.unavailable(repository));
  if (unavailable) {
    if (input.required) {
      throw new NotImplementedError(unavailable);
    }
    return { wanted: { name }, warnings: [unavailable] };
  }
  for (const one of input.reviewers) {
    reviewers.push(await forge.environments.reviewer(repository, one));
  }
  const rules = forge.environments.fit({ ...asked, reviewers });
  const unheld = [
    ...(rules.waitMinutes < waitMinutes ? ['a wait'] : []),
    ...(rules.branches === branches ? [] : ['a limit to protected branches']),
  ];
  if (unheld.length > 0 && input.required) {
    throw new NotImplementedError(
      `${forge.title} has no ${unheld.join(
        ' and no ',
      )} for environments; leave it out`,
    );
  }
  return {
    wanted: isAsked ? { name, rules } : { name },
    warnings: unheld.map(
      words => `${forge.title} has no ${words} for environments`,
    ),
  };
}
