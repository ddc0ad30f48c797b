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
  WiringClient,
  wiringApiRef,
} from '../api';

export const legacyRouteRef = createRouteRef({ id: 'delivery' });
export const legacyLaunchesRouteRef = createRouteRef({
  id: 'delivery-launches',
});
export const legacyWiringRouteRef = createRouteRef({ id: 'delivery-wiring' });

/** @public */
export const deliveryPlugin = createPlugin({
  id: 'delivery',
  routes: {
    root: legacyRouteRef,
    launches: legacyLaunchesRouteRef,
    wiring: legacyWiringRouteRef,
  },
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
    createApiFactory({
      api: wiringApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new WiringClient(deps),
    }),
  ],
});
