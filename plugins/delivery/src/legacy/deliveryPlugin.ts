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
  LaunchesClient,
  launchesApiRef,
  PreflightClient,
  preflightApiRef,
} from '../api';

export const legacyRouteRef = createRouteRef({ id: 'delivery' });
export const legacyLaunchesRouteRef = createRouteRef({
  id: 'delivery-launches',
});

/** @public */
export const deliveryPlugin = createPlugin({
  id: 'delivery',
  routes: { root: legacyRouteRef, launches: legacyLaunchesRouteRef },
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
    createApiFactory({
      api: launchesApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new LaunchesClient(deps),
    }),
  ],
});
