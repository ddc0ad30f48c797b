import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiShip2Line } from '@remixicon/react';
import {
  decommissionMenuItem,
  deliveryApi,
  deliveryContent,
  environmentsCard,
  launchesApi,
  launchesPage,
  launchesRouteRef,
  pipelinesCard,
  preflightApi,
  preflightField,
  rolloutCard,
  rootRouteRef,
  serviceNameField,
  templateRouteRef,
  wiringApi,
  wiringCard,
  wiringPage,
  wiringRouteRef,
} from './extensions';

/**
 * The delivery of services: cards and a page on the entity page, and the fields of the launch form.
 *
 * @public
 */
export default createFrontendPlugin({
  pluginId: 'delivery',
  title: 'Delivery',
  icon: <RiShip2Line />,
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: rootRouteRef,
    launches: launchesRouteRef,
    wiring: wiringRouteRef,
  },
  externalRoutes: { template: templateRouteRef },
  extensions: [
    deliveryApi,
    environmentsCard,
    rolloutCard,
    pipelinesCard,
    deliveryContent,
    serviceNameField,
    preflightApi,
    preflightField,
    launchesApi,
    launchesPage,
    decommissionMenuItem,
    wiringApi,
    wiringCard,
    wiringPage,
  ],
});
