import {
  ApiBlueprint,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { RiShip2Line } from '@remixicon/react';
import { LaunchesClient, launchesApiRef } from '../api';
import { launchesRouteRef } from './routes';

export const launchesApi = ApiBlueprint.make({
  name: 'launches',
  params: defineParams =>
    defineParams({
      api: launchesApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new LaunchesClient(deps),
    }),
});

export const launchesPage = PageBlueprint.make({
  name: 'launches',
  params: {
    path: '/launches',
    title: 'Launches',
    icon: <RiShip2Line />,
    routeRef: launchesRouteRef,
    loader: async () => {
      const { LaunchesPage } = await import('../launches');
      return <LaunchesPage />;
    },
  },
});
