import { ConflictError } from '@backstage/errors';
import { KubernetesObject } from '@slipway/plugin-delivery-node';

/**
 * Refuses an Application that an ApplicationSet must not take over. Argo CD's own controller asks
 * nobody: it overwrites whatever bears the name, unless another controller owns it.
 *
 * @public
 */
export function assertAdoptable(
  application: KubernetesObject,
  set: { name: string; uid?: string },
): void {
  const { name, namespace, ownerReferences = [] } = application.metadata;
  const owner = ownerReferences.find(({ controller }) => controller);
  const where = `${namespace}/${name}`;
  if (owner && (owner.kind !== 'ApplicationSet' || owner.uid !== set.uid)) {
    throw new ConflictError(
      `The Application ${where} belongs to the ${owner.kind} ${owner.name}; the ApplicationSet ` +
        `${set.name} cannot take it over: remove it from there first, and keep the Application by ` +
        '`kubectl delete --cascade=orphan`',
    );
  }
  if (application.metadata.deletionTimestamp) {
    throw new ConflictError(
      `The Application ${where} is on its way out; launch again when it is gone`,
    );
  }
}
