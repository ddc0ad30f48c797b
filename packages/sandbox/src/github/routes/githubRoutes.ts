import type { Registry } from '../../registry/index.ts';
import type { GithubRoute } from '../api/GithubRoute.ts';
import { appRoutes } from '../apps/appRoutes.ts';
import { branchRoutes } from '../branches/branchRoutes.ts';
import { protectionRoutes } from '../branches/protectionRoutes.ts';
import { rulesetRoutes } from '../branches/rulesetRoutes.ts';
import { commitRoutes } from '../commits/commitRoutes.ts';
import { statusRoutes } from '../commits/statusRoutes.ts';
import { archiveRoutes } from '../contents/archiveRoutes.ts';
import { contentRoutes } from '../contents/contentRoutes.ts';
import { objectRoutes } from '../gitData/objectRoutes.ts';
import { treeRoutes } from '../gitData/treeRoutes.ts';
import type { GithubContext } from '../GithubContext.ts';
import type { GithubHookDispatcher } from '../hooks/GithubHookDispatcher.ts';
import { hookDeliveryRoutes } from '../hooks/hookDeliveryRoutes.ts';
import { hookRoutes } from '../hooks/hookRoutes.ts';
import { deployKeyRoutes } from '../keys/deployKeyRoutes.ts';
import { collaboratorRoutes } from '../members/collaboratorRoutes.ts';
import { metaRoutes } from '../meta/metaRoutes.ts';
import { userRoutes } from '../meta/userRoutes.ts';
import { packageRoutes } from '../packages/packageRoutes.ts';
import { pullRoutes } from '../pulls/pullRoutes.ts';
import { refRoutes } from '../refs/refRoutes.ts';
import { generateRoute } from '../repositories/generateRoute.ts';
import { repositoryRoutes } from '../repositories/repositoryRoutes.ts';
import type { RateLimits } from '../router/RateLimits.ts';

/** Every operation that GitHub's side of the forge serves by itself. */
export function githubRoutes(
  context: GithubContext,
  parts: {
    limits: RateLimits;
    dispatcher: GithubHookDispatcher;
    registry?: () => Registry;
  },
): GithubRoute[] {
  return [
    ...metaRoutes(context, parts.limits),
    ...hookDeliveryRoutes(context, parts.dispatcher),
    ...(parts.registry ? packageRoutes(context, parts.registry) : []),
    ...[
      userRoutes,
      repositoryRoutes,
      generateRoute,
      contentRoutes,
      archiveRoutes,
      objectRoutes,
      treeRoutes,
      refRoutes,
      branchRoutes,
      protectionRoutes,
      rulesetRoutes,
      commitRoutes,
      statusRoutes,
      deployKeyRoutes,
      collaboratorRoutes,
      hookRoutes,
      pullRoutes,
      appRoutes,
    ].flatMap(routesOf => routesOf(context)),
  ];
}
