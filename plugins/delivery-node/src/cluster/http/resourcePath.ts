import { InputError } from '@backstage/errors';
import { ObjectReference, ResourceKind } from '../ClusterClient';

/** The path of a kind's collection, in one namespace or in all. */
export function collectionPath(
  resource: ResourceKind,
  namespace?: string,
): string {
  const { apiVersion, plural, namespaced } = resource;
  const group = apiVersion.includes('/') ? 'apis' : 'api';
  const place =
    namespaced && namespace
      ? `/namespaces/${encodeURIComponent(namespace)}`
      : '';
  return `/${group}/${apiVersion}${place}/${plural}`;
}

/** The path of one object. */
export function objectPath(ref: ObjectReference): string {
  if (ref.resource.namespaced && !ref.namespace) {
    throw new InputError(
      `A ${ref.resource.kind} is in a namespace, and none is given for ${ref.name}`,
    );
  }
  return `${collectionPath(ref.resource, ref.namespace)}/${encodeURIComponent(
    ref.name,
  )}`;
}

/** `rollouts/payments in payments-dev`, for messages. */
export function describePlace(options: {
  resource: ResourceKind;
  namespace?: string;
  name?: string;
}): string {
  const { resource, namespace, name } = options;
  const what = name ? `${resource.plural}/${name}` : resource.plural;
  return namespace && resource.namespaced ? `${what} in ${namespace}` : what;
}
