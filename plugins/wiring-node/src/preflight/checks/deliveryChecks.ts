import { ForgeHook } from '../../forge';
import { PushRule } from '../../forge/access';
import { Finding, finding, PreflightPlace } from '../Finding';
import { PreflightContext } from '../PreflightContext';
import { CheckName } from '../PreflightReport';
import { Check } from '../runChecks';

/** What of an earlier launch is there, and no longer does what it is for. */
export function deliveryChecks(context: PreflightContext): Check[] {
  const { names, forgePlace, deps } = context;
  const reachable: CheckName = { id: 'forge', place: forgePlace };
  const placeOf = (path: string): PreflightPlace => ({
    kind: 'repository',
    name: path,
  });
  const usable = (path: string): CheckName => ({
    id: 'repository',
    place: placeOf(path),
  });
  const gitops = names.gitopsRepository.path;
  return [
    ...[names.appRepository.path, gitops].map(
      (path): Check => ({
        id: 'hook-delivery',
        place: placeOf(path),
        after: [reachable, usable(path)],
        run: async signal => {
          const forge = context.forge(signal);
          const repository = await forge.repositories.find(path);
          const hooks = repository ? await forge.hooks.list(repository) : [];
          return hooks
            .filter(({ url }) => url.startsWith(deps.delivery.webhookBaseUrl))
            .flatMap(hook => judgeDelivery(hook, placeOf(path)));
        },
      }),
    ),
    {
      id: 'ci-push',
      place: placeOf(gitops),
      after: [reachable, usable(gitops)],
      run: async signal => {
        const forge = context.forge(signal);
        const repository = await forge.repositories.find(gitops);
        const branch = repository?.defaultBranch;
        if (!repository || repository.empty || !branch) {
          return [];
        }
        const held = await forge.credentials.list(repository, 'write');
        const credential = held.find(
          ({ name, active }) => active && name === names.tokens.ci,
        );
        return credential
          ? judgeCiPush(
              await context
                .access(signal)
                .credentialPushRule(repository, branch, credential),
              { place: placeOf(gitops), branch, credential: credential.name },
            )
          : [];
      },
    },
  ];
}

export function judgeDelivery(
  { url, lastStatus: status, suspended }: ForgeHook,
  place: PreflightPlace,
): Finding[] {
  const told = (reason: string) => [
    finding('hook-not-delivering', place, { path: place.name, url, reason }),
  ];
  if (status === 0) {
    return told('nobody answered the last delivery');
  }
  if (status !== undefined && status >= 400) {
    return told(`the last delivery was answered with ${status}`);
  }
  return suspended
    ? told('the forge has switched it off after failed deliveries')
    : [];
}

export function judgeCiPush(
  rule: PushRule,
  about: { place: PreflightPlace; branch: string; credential: string },
): Finding[] {
  const { place, branch, credential } = about;
  return rule.kind === 'refused'
    ? [
        finding('ci-push-refused', place, {
          path: place.name,
          branch,
          credential,
          allowed: rule.allowed,
        }),
      ]
    : [];
}
