import type { ForgeRoute } from '../../api/ForgeRoute.ts';
import type { CiService } from '../CiService.ts';
import { createPipelineRoute } from './createPipelineRoute.ts';
import { deploymentRoutes } from './deploymentRoutes.ts';
import { environmentRoutes } from './environmentRoutes.ts';
import { jobRoutes } from './jobRoutes.ts';
import { lintRoutes } from './lintRoutes.ts';
import { pipelinePartsRoutes } from './pipelinePartsRoutes.ts';
import { pipelineRoutes } from './pipelineRoutes.ts';
import { registryRoutes } from './registryRoutes.ts';
import { runnerRoutes } from './runnerRoutes.ts';

/** Every operation on pipelines and what belongs to them. */
export function ciRoutes(ci: CiService): ForgeRoute[] {
  return [
    ...pipelineRoutes(ci),
    createPipelineRoute(ci),
    ...pipelinePartsRoutes(ci),
    ...jobRoutes(ci),
    ...environmentRoutes(ci),
    ...deploymentRoutes(ci),
    ...runnerRoutes(ci),
    ...lintRoutes(ci),
    ...registryRoutes(ci),
  ];
}
