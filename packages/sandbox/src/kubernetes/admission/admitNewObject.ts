import { KubernetesApiError, type StoredObject } from '../../world/seams.ts';
import { forbidden } from '../errors/apiErrors.ts';
import {
  qualifiedPlural,
  type ResourceKind,
} from '../resources/ResourceKind.ts';
import { definitionStatus } from '../resources/definitionOf.ts';
import { servedResources } from '../resources/servedResources.ts';
import { applyLimitRanges } from './applyLimitRanges.ts';
import { admitPod } from './admitPod.ts';
import { findQuotaFault } from './quotaUsage.ts';

/** What admission looks up in the cluster. */
export interface ClusterView {
  namespace(name: string): StoredObject | undefined;
  inNamespace(namespace: string): StoredObject[];
}

function checkNamespace(
  kind: ResourceKind,
  object: StoredObject,
  view: ClusterView,
): void {
  const name = object.metadata.namespace!;
  const namespace = view.namespace(name);
  if (!namespace) {
    throw new KubernetesApiError(
      404,
      'NotFound',
      `namespaces "${name}" not found`,
      { name, kind: 'namespaces' },
    );
  }
  if (namespace.metadata.deletionTimestamp) {
    const fault = forbidden(
      kind,
      object.metadata.name,
      `unable to create new content in namespace ${name} because it is being terminated`,
    );
    throw new KubernetesApiError(fault.code, fault.reason, fault.message, {
      ...fault.details,
      causes: [
        {
          reason: 'NamespaceTerminating',
          message: `namespace ${name} is being terminated`,
          field: 'metadata.namespace',
        },
      ],
    });
  }
}

const firstAddress = 10;

/** The next free address of the cluster's service network. */
function freeClusterIp(services: StoredObject[]): string {
  const taken = new Set(services.map(service => service.spec?.clusterIP));
  for (let number = firstAddress; number < 256 * 256; number += 1) {
    const address = `10.96.${Math.floor(number / 256)}.${number % 256}`;
    if (!taken.has(address)) {
      return address;
    }
  }
  throw new KubernetesApiError(
    500,
    'InternalError',
    'Internal error occurred: failed to allocate a serviceIP: range is full',
  );
}

/** The namespace must be there; runs before an object is looked at closer. */
export function admitToNamespace(
  kind: ResourceKind,
  object: StoredObject,
  view: ClusterView,
): void {
  if (kind.namespaced) {
    checkNamespace(kind, object, view);
  }
}

/** Fills in what depends on the cluster. Changes the object. */
export function completeNewObject(
  kind: ResourceKind,
  object: StoredObject,
  view: ClusterView,
  allServices: () => StoredObject[],
  suffix: string,
): void {
  const { name, namespace } = object.metadata;
  switch (kind.kind) {
    case 'CustomResourceDefinition':
      if (!servedResources.some(served => qualifiedPlural(served) === name)) {
        throw forbidden(
          kind,
          name,
          'the sandbox serves no other custom resources than its own',
        );
      }
      object.status = definitionStatus(object);
      return;
    case 'Namespace':
      object.metadata.labels = {
        ...object.metadata.labels,
        'kubernetes.io/metadata.name': name,
      };
      object.spec = { ...object.spec, finalizers: ['kubernetes'] };
      return;
    case 'Service':
      if (object.spec.type !== 'ExternalName') {
        object.spec.clusterIP ||= freeClusterIp(allServices());
        object.spec.clusterIPs ??= [object.spec.clusterIP];
      }
      return;
    case 'Pod': {
      const account = object.spec?.serviceAccountName ?? 'default';
      const serviceAccount = view
        .inNamespace(namespace!)
        .find(
          other =>
            other.kind === 'ServiceAccount' && other.metadata.name === account,
        );
      if (!serviceAccount) {
        throw forbidden(
          kind,
          name,
          `error looking up service account ${namespace}/${account}: serviceaccount "${account}" not found`,
        );
      }
      admitPod(object, serviceAccount, suffix);
      applyLimitRanges(
        object,
        view
          .inNamespace(namespace!)
          .filter(other => other.kind === 'LimitRange'),
      );
      return;
    }
    default:
  }
}

/** Refuses what the namespace's quotas have no room for. */
export function admitUnderQuota(
  kind: ResourceKind,
  object: StoredObject,
  view: ClusterView,
): void {
  if (!kind.namespaced) {
    return;
  }
  const others = view.inNamespace(object.metadata.namespace!);
  for (const quota of others.filter(other => other.kind === 'ResourceQuota')) {
    const fault = findQuotaFault(quota, object, others);
    if (fault) {
      throw forbidden(kind, object.metadata.name, fault);
    }
  }
}
