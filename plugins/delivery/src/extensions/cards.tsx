import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { isDeliveryAvailable } from './isDeliveryAvailable';

export const environmentsCard = EntityCardBlueprint.make({
  name: 'environments',
  params: {
    type: 'content',
    filter: isDeliveryAvailable,
    loader: async () => {
      const { EnvironmentsCard } = await import('../environments');
      return <EnvironmentsCard />;
    },
  },
});

export const rolloutCard = EntityCardBlueprint.make({
  name: 'rollout',
  params: {
    type: 'content',
    filter: isDeliveryAvailable,
    loader: async () => {
      const { RolloutCard } = await import('../rollout');
      return <RolloutCard />;
    },
  },
});

export const pipelinesCard = EntityCardBlueprint.make({
  name: 'pipelines',
  params: {
    type: 'content',
    filter: isDeliveryAvailable,
    loader: async () => {
      const { PipelinesCard } = await import('../pipelines');
      return <PipelinesCard />;
    },
  },
});
