import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import { createPermission } from '@backstage/plugin-permission-common';
import { OperationKind } from '../state';

const onEntity = { resourceType: RESOURCE_TYPE_CATALOG_ENTITY } as const;

/**
 * See the delivery of a service.
 *
 * @public
 */
export const deliveryReadPermission = createPermission({
  name: 'delivery.service.read',
  attributes: { action: 'read' },
  ...onEntity,
});

/**
 * One permission for each operation, bound to the catalog entity.
 *
 * @public
 */
export const operationPermissions = {
  refresh: createPermission({
    name: 'delivery.application.refresh',
    attributes: { action: 'update' },
    ...onEntity,
  }),
  sync: createPermission({
    name: 'delivery.application.sync',
    attributes: { action: 'update' },
    ...onEntity,
  }),
  promote: createPermission({
    name: 'delivery.rollout.promote',
    attributes: { action: 'update' },
    ...onEntity,
  }),
  'promote-full': createPermission({
    name: 'delivery.rollout.promote-full',
    attributes: { action: 'update' },
    ...onEntity,
  }),
  abort: createPermission({
    name: 'delivery.rollout.abort',
    attributes: { action: 'update' },
    ...onEntity,
  }),
  retry: createPermission({
    name: 'delivery.rollout.retry',
    attributes: { action: 'update' },
    ...onEntity,
  }),
  'retry-pipeline': createPermission({
    name: 'delivery.pipeline.retry',
    attributes: { action: 'update' },
    ...onEntity,
  }),
} as const satisfies Record<OperationKind, unknown>;

/**
 * Take back what a launch has made.
 *
 * @public
 */
export const takeBackPermission = createPermission({
  name: 'delivery.launch.take-back',
  attributes: { action: 'delete' },
  ...onEntity,
});

/**
 * Take down a service with all that its launches have made.
 *
 * @public
 */
export const decommissionPermission = createPermission({
  name: 'delivery.service.decommission',
  attributes: { action: 'delete' },
  ...onEntity,
});

/**
 * Mend the wiring of a service: bring what is missing or wrong into its wanted state.
 *
 * @public
 */
export const repairPermission = createPermission({
  name: 'delivery.wiring.repair',
  attributes: { action: 'update' },
  ...onEntity,
});

/**
 * Replace a credential of a service by a new one.
 *
 * @public
 */
export const rotatePermission = createPermission({
  name: 'delivery.wiring.rotate',
  attributes: { action: 'update' },
  ...onEntity,
});

/**
 * See what is in the way of a launch, before it. Bound to no entity: there is none yet.
 *
 * @public
 */
export const preflightPermission = createPermission({
  name: 'delivery.launch.preflight',
  attributes: {},
});

/**
 * All permissions of the delivery plugin.
 *
 * @public
 */
export const deliveryPermissions = [
  deliveryReadPermission,
  ...Object.values(operationPermissions),
  takeBackPermission,
  decommissionPermission,
  repairPermission,
  rotatePermission,
  preflightPermission,
];
