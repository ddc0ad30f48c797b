import { createApiRef } from '@backstage/frontend-plugin-api';
import {
  LaunchDetails,
  LaunchSummary,
  TakeBackAnswer,
  TakeBackPreview,
  TakeBackRequest,
} from '@slipway/plugin-delivery-common';

/**
 * Reads launches and takes them back. Refusals of the backend are thrown as `ResponseError`.
 *
 * @public
 */
export interface LaunchesApi {
  /** Those that need somebody first. */
  getLaunches(options?: { signal?: AbortSignal }): Promise<LaunchSummary[]>;
  getLaunch(
    id: string,
    options?: { signal?: AbortSignal },
  ): Promise<LaunchDetails>;
  /** What a take-back, or a decommission, would do now. */
  previewTakeBack(
    target: TakeBackTarget,
    also: readonly string[],
    options?: { signal?: AbortSignal },
  ): Promise<TakeBackPreview>;
  takeBack(
    target: TakeBackTarget,
    request: TakeBackRequest,
  ): Promise<TakeBackAnswer>;
}

/**
 * What is taken back: one launch, or all that the launches of a service have made.
 *
 * @public
 */
export type TakeBackTarget =
  | { kind: 'launch'; id: string }
  | { kind: 'service'; entityRef: string };

/** @public */
export const launchesApiRef = createApiRef<LaunchesApi>({
  id: 'plugin.delivery.launches',
});
