import { LoggerService } from '@backstage/backend-plugin-api';
import { LedgerEntry } from '../ledger';
import { Thing, WiringDeps } from '../run';

/**
 * What a look at the wiring works with.
 *
 * @public
 */
export interface WiringHealthDeps extends WiringDeps {
  catalog: {
    /** Whether the catalog has a location, by its URL. */
    hasLocation(url: string): Promise<boolean>;
  };
}

/** @public */
export interface WiringCheckRun {
  logger: LoggerService;
  signal?: AbortSignal;
}

/**
 * The service whose wiring is looked at, with what is known of it elsewhere.
 *
 * @public
 */
export interface WiringCheckInput {
  /** The name of the service. */
  service: string;
  entityRef: string;
  /** What the ledger has of it; nothing for a service that was launched before there was one. */
  entries: readonly LedgerEntry[];
  /** The images that the GitOps repository asks for, where that is known. */
  images?: ReadonlyArray<{ environment: string; image: string }>;
  /** Of the entity, as the catalog has it; undefined where that is not known. */
  annotations?: Readonly<Record<string, string>>;
}

/** @public */
export interface WiringRepairInput {
  service: string;
  entityRef: string;
  entries: readonly LedgerEntry[];
  /** What is to be brought back into its wanted state. */
  things: readonly Thing[];
}

/** @public */
export interface WiringRotateInput {
  service: string;
  /** A credential. */
  thing: Thing;
}
