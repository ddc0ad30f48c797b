import type { GithubRoute } from '../../api/GithubRoute.ts';
import type { ActionsService } from '../engine/ActionsService.ts';
import { checkRoutes } from './checkRoutes.ts';
import { deploymentRoutes } from './deploymentRoutes.ts';
import { environmentRoutes } from './environmentRoutes.ts';
import { jobRoutes } from './jobRoutes.ts';
import { permissionRoutes } from './permissionRoutes.ts';
import { reviewRoutes } from './reviewRoutes.ts';
import { runnerRoutes } from './runnerRoutes.ts';
import { runRoutes } from './runRoutes.ts';
import { secretRoutes } from './secretRoutes.ts';
import { variableRoutes } from './variableRoutes.ts';
import { workflowRoutes } from './workflowRoutes.ts';

/** Every operation on workflows, their runs, and what belongs to them. */
export function serviceRoutes(service: ActionsService): GithubRoute[] {
  return [
    workflowRoutes,
    runRoutes,
    jobRoutes,
    checkRoutes,
    secretRoutes,
    variableRoutes,
    environmentRoutes,
    reviewRoutes,
    deploymentRoutes,
    runnerRoutes,
    permissionRoutes,
  ].flatMap(routesOf => routesOf(service));
}
