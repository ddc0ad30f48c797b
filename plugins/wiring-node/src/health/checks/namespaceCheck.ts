import { resourceKinds } from '@slipway/plugin-delivery-node';
import { Place } from '../../cluster';
import { namespaceObjects } from '../../wiring/namespace';
import { NotLookedAtError, Sighting } from '../Sighting';
import { WiringLook } from '../WiringLook';
import { judgeFields, judgePresence, ObjectNames } from './judgeObject';

/** The namespace of an environment. */
export async function checkNamespace(
  look: WiringLook,
  place: Place,
): Promise<Sighting> {
  const { names, deps } = look;
  const { cluster, namespace: name } = place;
  const about: ObjectNames = { kind: 'Namespace', name, cluster };
  // A platform team may have made it.
  const options = { service: names.service, adopt: true };
  const current = await look.object(cluster, resourceKinds.namespace, { name });
  const faults = judgePresence(current, about, options);
  const { namespace } = namespaceObjects(names, place, deps.launch.quota);
  return {
    faults:
      faults.length === 0 && current
        ? judgeFields(current, namespace, about, options)
        : faults,
  };
}

/** What an environment may use in all. */
export async function checkQuota(
  look: WiringLook,
  place: Place,
): Promise<Sighting> {
  const { names, deps } = look;
  const { cluster, namespace } = place;
  await assertNamespace(look, place);
  const about: ObjectNames = {
    kind: 'ResourceQuota',
    namespace,
    name: names.resourceQuota,
    cluster,
  };
  const options = { service: names.service };
  const current = await look.object(
    cluster,
    resourceKinds.resourceQuota,
    about,
  );
  const faults = judgePresence(current, about, options);
  const { quota } = namespaceObjects(names, place, deps.launch.quota);
  return {
    faults:
      faults.length === 0 && current
        ? judgeFields(current, quota, about, options)
        : faults,
  };
}

/** What is in a namespace that is gone, or goes, is told of the namespace. */
export async function assertNamespace(
  look: WiringLook,
  { cluster, namespace: name }: Pick<Place, 'cluster' | 'namespace'>,
): Promise<void> {
  const found = await look.object(cluster, resourceKinds.namespace, { name });
  if (!found || found.metadata.deletionTimestamp) {
    throw new NotLookedAtError(`the namespace ${name} on ${cluster}`);
  }
}
