import {
  createApiFactory,
  createPlugin,
  createRouteRef,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import {
  DeliveryClient,
  deliveryApiRef,
  PreflightClient,
  preflightApiRef,
} from '../api';

export const legacyRouteRef = createRouteRef({ id: 'delivery' });

/** @public */
export const deliveryPlugin = createPlugin({
  id: 'delivery',
  routes: { root: legacyRouteRef },
  apis: [
    createApiFactory({
      api: deliveryApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new DeliveryClient(deps),
    }),
    createApiFactory({
      api: preflightApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new PreflightClient(deps),
    }),
  ],
});
