import { Entity } from '@backstage/catalog-model';
import { annotations } from '@slipway/plugin-delivery-common';

/** Each of these tells of a part of the delivery. */
const deliveryAnnotations = [
  annotations.argocdAppName,
  annotations.argocdAppSelector,
  annotations.gitlabProjectSlug,
  annotations.gitlabProjectId,
  annotations.githubProjectSlug,
];

/**
 * Whether an entity is a component that tells where its delivery can be seen.
 *
 * @public
 */
export function isDeliveryAvailable(entity: Entity): boolean {
  const present = entity.metadata.annotations ?? {};
  return (
    entity.kind.toLowerCase() === 'component' &&
    deliveryAnnotations.some(annotation => annotation in present)
  );
}
