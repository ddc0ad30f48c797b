import {
  createComponentExtension,
  createRoutableExtension,
} from '@backstage/core-plugin-api';
import { createScaffolderFieldExtension } from '@backstage/plugin-scaffolder-react';
import { SlipwayServiceName, validateServiceName } from '../fields';
import { SlipwayPreflight } from '../preflight';
import {
  deliveryPlugin,
  legacyLaunchesRouteRef,
  legacyRouteRef,
  legacyWiringRouteRef,
} from './deliveryPlugin';

/** @public */
export const EntityEnvironmentsCard = deliveryPlugin.provide(
  createComponentExtension({
    name: 'EntityEnvironmentsCard',
    component: {
      lazy: () => import('../environments').then(m => m.EnvironmentsCard),
    },
  }),
);

/** @public */
export const EntityRolloutCard = deliveryPlugin.provide(
  createComponentExtension({
    name: 'EntityRolloutCard',
    component: { lazy: () => import('../rollout').then(m => m.RolloutCard) },
  }),
);

/** @public */
export const EntityPipelinesCard = deliveryPlugin.provide(
  createComponentExtension({
    name: 'EntityPipelinesCard',
    component: {
      lazy: () => import('../pipelines').then(m => m.PipelinesCard),
    },
  }),
);

/** @public */
export const EntityWiringCard = deliveryPlugin.provide(
  createComponentExtension({
    name: 'EntityWiringCard',
    component: { lazy: () => import('../wiring').then(m => m.WiringCard) },
  }),
);

/** @public */
export const EntityDeliveryContent = deliveryPlugin.provide(
  createRoutableExtension({
    name: 'EntityDeliveryContent',
    mountPoint: legacyRouteRef,
    component: () => import('../delivery').then(m => m.DeliveryContent),
  }),
);

/** @public */
export const SlipwayLaunchesPage = deliveryPlugin.provide(
  createRoutableExtension({
    name: 'SlipwayLaunchesPage',
    mountPoint: legacyLaunchesRouteRef,
    component: () =>
      import('./LegacyLaunchesPage').then(m => m.LegacyLaunchesPage),
  }),
);

/** @public */
export const SlipwayWiringPage = deliveryPlugin.provide(
  createRoutableExtension({
    name: 'SlipwayWiringPage',
    mountPoint: legacyWiringRouteRef,
    component: () => import('./LegacyWiringPage').then(m => m.LegacyWiringPage),
  }),
);

/** @public */
export const SlipwayServiceNameFieldExtension = deliveryPlugin.provide(
  createScaffolderFieldExtension({
    name: 'SlipwayServiceName',
    component: SlipwayServiceName,
    validation: validateServiceName,
  }),
);

/** @public */
export const SlipwayPreflightFieldExtension = deliveryPlugin.provide(
  createScaffolderFieldExtension({
    name: 'SlipwayPreflight',
    component: SlipwayPreflight,
  }),
);
