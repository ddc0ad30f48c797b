import type { ForgeRoute } from '../api/ForgeRoute.ts';
import { branchRoutes } from '../branches/branchRoutes.ts';
import { protectedBranchRoutes } from '../branches/protectedBranchRoutes.ts';
import { tagRoutes } from '../branches/tagRoutes.ts';
import { commitRoutes } from '../commits/commitRoutes.ts';
import { statusRoutes } from '../commits/statusRoutes.ts';
import { accessTokenRoutes } from '../credentials/accessTokenRoutes.ts';
import { deployKeyRoutes } from '../credentials/deployKeyRoutes.ts';
import { deployTokenRoutes } from '../credentials/deployTokenRoutes.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import { groupRoutes } from '../groups/groupRoutes.ts';
import { namespaceRoutes } from '../groups/namespaceRoutes.ts';
import { hookRoutes } from '../hooks/hookRoutes.ts';
import { memberRoutes } from '../members/memberRoutes.ts';
import { mergeRequestRoutes } from '../mergeRequests/mergeRequestRoutes.ts';
import { metaRoutes } from '../meta/metaRoutes.ts';
import { userRoutes } from '../meta/userRoutes.ts';
import { deletionRoutes } from '../projects/deletionRoutes.ts';
import { forkRoutes } from '../projects/forkRoutes.ts';
import { projectRoutes } from '../projects/projectRoutes.ts';
import { compareRoutes } from '../repository/compareRoutes.ts';
import { fileRoutes } from '../repository/fileRoutes.ts';
import { treeRoutes } from '../repository/treeRoutes.ts';
import { variableRoutes } from '../variables/variableRoutes.ts';

/** Every operation that the forge itself serves. */
export function forgeRoutes(context: ForgeContext): ForgeRoute[] {
  return [
    metaRoutes,
    userRoutes,
    groupRoutes,
    namespaceRoutes,
    projectRoutes,
    deletionRoutes,
    forkRoutes,
    memberRoutes,
    treeRoutes,
    fileRoutes,
    commitRoutes,
    compareRoutes,
    branchRoutes,
    tagRoutes,
    protectedBranchRoutes,
    deployTokenRoutes,
    deployKeyRoutes,
    accessTokenRoutes,
    variableRoutes,
    hookRoutes,
    mergeRequestRoutes,
    statusRoutes,
  ].flatMap(routesOf => routesOf(context));
}
