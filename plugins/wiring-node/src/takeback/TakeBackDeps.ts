import { Forge } from '../forge';
import { WiringDeps } from '../run';

/**
 * The catalog, as far as a take-back forgets things in it.
 *
 * @public
 */
export interface CatalogEraser {
  hasLocation(url: string): Promise<boolean>;
  /** The location and what it has brought; content when it is not there. */
  forget(url: string, entityRef: string): Promise<void>;
}

/**
 * What a take-back works with.
 *
 * @public
 */
export interface TakeBackDeps extends WiringDeps {
  catalog: CatalogEraser;
  /** For tests; the forge of `integrations` by default. */
  forgeOf?: (host: string, run: { signal?: AbortSignal }) => Forge;
}

/**
 * Whose things are taken back.
 *
 * @public
 */
export interface TakeBackScope {
  service: string;
  entityRef: string;
}
