import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { isDeliveryAvailable } from './isDeliveryAvailable';
import { rootRouteRef } from './routes';

export const deliveryContent = EntityContentBlueprint.make({
  name: 'delivery',
  params: {
    path: '/delivery',
    title: 'Delivery',
    group: 'deployment',
    routeRef: rootRouteRef,
    filter: isDeliveryAvailable,
    loader: async () => {
      const { DeliveryContent } = await import('../delivery');
      return <DeliveryContent />;
    },
  },
});
