import { variableDiff } from '../../diff';
import {
  findRepository,
  forgeOf,
  ForgeVariable,
  WantedForgeVariable,
} from '../../forge';
import { variableFingerprint } from '../../ledger';
import { Outcome, reconcile, RunContext, WiringDeps } from '../../run';
import { planVariable } from './planVariable';

/**
 * Makes sure that a repository's CI has a variable with a value.
 *
 * @public
 */
export async function ensureVariable(
  run: RunContext,
  deps: WiringDeps,
  input: {
    host: string;
    path: string;
    variable: WantedForgeVariable;
    /** Write a secret anew in any case, as its value cannot be compared. */
    replaceHidden?: boolean;
  },
): Promise<Outcome> {
  const { host, path, replaceHidden } = input;
  const forge = forgeOf(deps, host, run);
  const wanted = forge.variables.fit(input.variable);
  const { key, environmentScope } = wanted;
  const repository = await findRepository(run, forge, path);
  const current =
    repository &&
    (await forge.variables.find(repository, key, environmentScope));
  return reconcile(
    run,
    {
      what: 'CI variable',
      name: `${key} of ${path}`,
      thing: { kind: 'ci-variable', host, path, key, environmentScope },
      fingerprint: current && variableFingerprint(current),
      diff: () =>
        variableDiff(
          current,
          wanted,
          valueChange(current, wanted, replaceHidden ?? false),
        ),
    },
    planVariable(current, wanted, { replaceHidden }),
    async () => {
      if (!repository) {
        return undefined;
      }
      await forge.variables.put(repository, wanted, current);
      return variableFingerprint(wanted);
    },
  );
}

/** Whether a plain value is another can be known; a secret one is not given back. */
function valueChange(
  current: ForgeVariable | undefined,
  wanted: WantedForgeVariable,
  replaceHidden: boolean,
): 'same' | 'another' | 'new' {
  if (!current || (current.secret && replaceHidden)) {
    return 'new';
  }
  return current.secret || current.value === wanted.value ? 'same' : 'another';
}
