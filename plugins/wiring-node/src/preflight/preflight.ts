import { argocdChecks } from './checks/argocdChecks';
import { clusterChecks } from './checks/clusterChecks';
import { controllerChecks } from './checks/controllerChecks';
import { deliveryChecks } from './checks/deliveryChecks';
import { destinationChecks } from './checks/destinationChecks';
import { environmentChecks } from './checks/environmentChecks';
import { forgeChecks } from './checks/forgeChecks';
import { hookChecks } from './checks/hookChecks';
import { registryChecks } from './checks/registryChecks';
import { repositoryChecks } from './checks/repositoryChecks';
import { createPreflightContext, PreflightDeps } from './PreflightContext';
import { PreflightInput } from './PreflightInput';
import { CheckId, PreflightReport } from './PreflightReport';
import { runChecks } from './runChecks';

/** For one check, all its requests together. */
const secondsForCheck = 20;

/**
 * Everything that can be known to go wrong with a launch, before anything is made. Nothing is
 * written. Throws InputError where the config or the name leaves nothing to look at.
 *
 * @public
 */
export async function preflight(
  deps: PreflightDeps,
  input: PreflightInput,
  options: {
    signal?: AbortSignal;
    seconds?: number;
    /** These looks alone. */
    only?: readonly CheckId[];
  } = {},
): Promise<PreflightReport> {
  const { only, signal, seconds = secondsForCheck } = options;
  const context = createPreflightContext(deps, input);
  const checks = [
    ...forgeChecks(context),
    ...repositoryChecks(context),
    ...registryChecks(context),
    ...clusterChecks(context),
    ...controllerChecks(context),
    ...environmentChecks(context),
    ...argocdChecks(context),
    ...destinationChecks(context),
    ...hookChecks(context),
    ...deliveryChecks(context),
  ];
  return runChecks(
    checks.filter(({ id }) => !only || only.includes(id)),
    { seconds, signal },
  );
}
