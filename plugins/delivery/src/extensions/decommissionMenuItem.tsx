import { stringifyEntityRef } from '@backstage/catalog-model';
import { dialogApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  EntityContextMenuItemBlueprint,
  useEntityPermission,
} from '@backstage/plugin-catalog-react/alpha';
import { RiDeleteBin2Line } from '@remixicon/react';
import { decommissionPermission } from '@slipway/plugin-delivery-common';
import { useWords } from '../translation';
import { isDeliveryAvailable } from './isDeliveryAvailable';

export const decommissionMenuItem = EntityContextMenuItemBlueprint.make({
  name: 'decommission',
  params: {
    icon: <RiDeleteBin2Line size={16} />,
    filter: isDeliveryAvailable,
    useProps: () => {
      const { entity } = useEntity();
      const words = useWords();
      const dialogApi = useApi(dialogApiRef);
      const { allowed } = useEntityPermission(decommissionPermission);
      return {
        title: words.t('launch.decommission.menu'),
        disabled: !allowed,
        onClick: async () => {
          const { TakeBackDialog } = await import('../launches');
          dialogApi.open(({ dialog }) => (
            <TakeBackDialog
              target={{
                kind: 'service',
                entityRef: stringifyEntityRef(entity),
              }}
              title={entity.metadata.title ?? entity.metadata.name}
              onClose={() => dialog.close()}
            />
          ));
        },
      };
    },
  },
});
