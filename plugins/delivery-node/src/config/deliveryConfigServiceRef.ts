import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { DeliveryConfig } from './DeliveryConfig';
import { readDeliveryConfig } from './readDeliveryConfig';

/**
 * The `delivery` section of the app config.
 *
 * @public
 */
export const deliveryConfigServiceRef = createServiceRef<DeliveryConfig>({
  id: 'delivery.config',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { config: coreServices.rootConfig },
      factory: ({ config }) => readDeliveryConfig(config),
    }),
});
