import { Entity } from '@backstage/catalog-model';
import { PipelineBoard } from '@slipway/plugin-delivery-common';

/**
 * Where the pipelines of a service are, as a source reads it from the entity's annotations.
 *
 * @public
 */
export interface PipelineReference {
  /** The id of the source. */
  source: string;
  /** The host of the integration. */
  host: string;
  /** The project, such as `acme/payments`. */
  project: string;
}

/**
 * What a conditional look came back with.
 *
 * @public
 */
export type PipelineLook =
  /** Nothing has changed since the look that gave this validator. */
  | { kind: 'unchanged' }
  | {
      kind: 'seen';
      board: Omit<PipelineBoard, 'pipelines'> & {
        pipelines: Array<
          Omit<PipelineBoard['pipelines'][number], 'operations'>
        >;
      };
      /** Opaque; handed back at the next look. */
      validator?: string;
    };

/**
 * What a webhook of a forge told.
 *
 * @public
 */
export interface ForgeChange {
  host: string;
  project: string;
  /** There are new commits; otherwise only a pipeline or job has moved. */
  pushed?: boolean;
}

/**
 * A forge as a source of pipelines. Registered through `pipelineSourcesExtensionPoint`.
 *
 * @public
 */
export interface PipelineSource {
  /** Such as `gitlab`. */
  readonly id: string;
  /** Undefined when the entity has none of this source's annotations; InputError for bad ones. */
  reference(entity: Entity): PipelineReference | undefined;
  /**
   * The last pipelines of the default branch with their jobs. Throws the errors that
   * `ClusterClient` documents; `ServiceUnavailableError` may carry `retryAfterSeconds`.
   */
  look(
    reference: PipelineReference,
    options: { limit: number; validator?: string; signal: AbortSignal },
  ): Promise<PipelineLook>;
  /** Starts the failed and cancelled jobs of a pipeline again; ConflictError when there are none. */
  retry(
    reference: PipelineReference,
    pipeline: string,
    options: { signal: AbortSignal },
  ): Promise<void>;
  /**
   * Calls back for each webhook of the forge that says that a project's pipelines or commits have
   * changed.
   * The source subscribes to Backstage's events service and checks the hook's secret.
   */
  subscribe(onChange: (change: ForgeChange) => void): Promise<void>;
}
