import type { ForgeRoute } from '../api/ForgeRoute.ts';
import type { ForgeContext } from '../ForgeContext.ts';

/** Every operation that the forge itself serves. */
export function forgeRoutes(_context: ForgeContext): ForgeRoute[] {
  return [];
}
