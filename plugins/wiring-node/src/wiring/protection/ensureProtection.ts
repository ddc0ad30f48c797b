import { settingsDiff } from '../../diff';
import { findRepository, forgeOf, WantedBranchRules } from '../../forge';
import { rulesFingerprint } from '../../ledger';
import { Outcome, reconcile, RunContext, WiringDeps } from '../../run';
import { planProtection, unheldRules } from './planProtection';

/** @public */
export interface EnsuredProtection extends Outcome {
  branch: string;
  /** Rules of others that hold for the branch too, and what of the wanted ones the forge cannot hold. */
  warnings: string[];
}

/**
 * Makes sure that a branch has its rules.
 *
 * @public
 */
export async function ensureProtection(
  run: RunContext,
  deps: WiringDeps,
  input: {
    host: string;
    path: string;
    /** The default branch by default. */
    branch?: string;
    rules: WantedBranchRules;
  },
): Promise<EnsuredProtection> {
  const { host, path } = input;
  const forge = forgeOf(deps, host, run);
  const repository = await findRepository(run, forge, path);
  const branch = input.branch ?? repository?.defaultBranch ?? 'main';
  const wanted = forge.protection.fit(input.rules);
  const { rules: current, others } = repository
    ? await forge.protection.find(repository, branch)
    : { rules: undefined, others: [] };
  const outcome = await reconcile(
    run,
    {
      what: 'rules of branch',
      name: `${branch} of ${path}`,
      thing: { kind: 'protection', host, path, branch },
      fingerprint: current && rulesFingerprint(current),
      diff: () => settingsDiff(current, wanted),
    },
    planProtection(current, wanted),
    async () => {
      if (!repository) {
        return undefined;
      }
      await forge.protection.put(repository, branch, wanted);
      return rulesFingerprint(wanted);
    },
  );
  const warnings = [
    ...others.map(words => `beside the rules of ${branch}, ${words}`),
    ...unheldRules(input.rules, wanted, forge.title),
  ];
  warnings.forEach(words => run.logger.warn(`${path}: ${words}`));
  return { ...outcome, branch, warnings };
}
