import {
  ApiBlueprint,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { RiStethoscopeLine } from '@remixicon/react';
import { WiringClient, wiringApiRef } from '../api';
import { isDeliveryAvailable } from './isDeliveryAvailable';
import { wiringRouteRef } from './routes';

export const wiringApi = ApiBlueprint.make({
  name: 'wiring',
  params: defineParams =>
    defineParams({
      api: wiringApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new WiringClient(deps),
    }),
});

export const wiringCard = EntityCardBlueprint.make({
  name: 'wiring',
  params: {
    type: 'content',
    filter: isDeliveryAvailable,
    loader: async () => {
      const { WiringCard } = await import('../wiring');
      return <WiringCard />;
    },
  },
});

export const wiringPage = PageBlueprint.make({
  name: 'wiring',
  params: {
    path: '/wiring',
    title: 'Wiring health',
    icon: <RiStethoscopeLine />,
    routeRef: wiringRouteRef,
    loader: async () => {
      const { WiringPage } = await import('../wiring');
      return <WiringPage />;
    },
  },
});
