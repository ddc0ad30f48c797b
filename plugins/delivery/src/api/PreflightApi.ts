import { createApiRef } from '@backstage/frontend-plugin-api';
import {
  PreflightAnswer,
  PreflightRequest,
} from '@slipway/plugin-delivery-common';

/**
 * Looks at what is in the way of a launch. Refusals of the backend are thrown as `ResponseError`.
 *
 * @public
 */
export interface PreflightApi {
  preflight(
    request: PreflightRequest,
    options?: { signal?: AbortSignal },
  ): Promise<PreflightAnswer>;
}

/** @public */
export const preflightApiRef = createApiRef<PreflightApi>({
  id: 'plugin.delivery.preflight',
});
