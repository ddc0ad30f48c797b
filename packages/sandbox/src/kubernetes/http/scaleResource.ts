import type { StoredObject } from '../../world/seams.ts';
import { badRequest, notFound } from '../errors/apiErrors.ts';
import { isRecord } from '../merge/isRecord.ts';
import { jsonMergePatch } from '../merge/jsonMergePatch.ts';
import type { KubernetesStore } from '../store/KubernetesStore.ts';
import { readBodyValue } from './readBodyObject.ts';
import type { ResourceRequest } from './ResourceRequest.ts';
import { type Answer, keyOf, writeOptions } from './writeResource.ts';

function scaleOf(object: StoredObject) {
  const { name, namespace, uid, resourceVersion, creationTimestamp } =
    object.metadata;
  const labels: Record<string, string> =
    object.spec?.selector?.matchLabels ?? {};
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: object.spec?.replicas ?? 1 },
    status: {
      replicas: object.status?.replicas ?? 0,
      selector: Object.entries(labels)
        .map(([key, value]) => `${key}=${value}`)
        .join(','),
    },
  };
}

/** The `scale` subresource: how many replicas, and nothing else. */
export function scaleResource(
  request: ResourceRequest,
  store: KubernetesStore,
): Answer {
  const live = store.get(keyOf(request));
  if (!live) {
    throw notFound(request.kind, request.name ?? '');
  }
  if (request.method === 'GET') {
    return { status: 200, body: scaleOf(live) };
  }
  const value = readBodyValue(request);
  const scale =
    request.method === 'PATCH' ? jsonMergePatch(scaleOf(live), value) : value;
  const replicas = isRecord(scale) ? scale.spec?.replicas : undefined;
  if (!Number.isInteger(replicas)) {
    throw badRequest('spec.replicas: Invalid value: it must be a whole number');
  }
  const changed = store.patch(
    keyOf(request),
    object => ({ ...object, spec: { ...object.spec, replicas } }),
    writeOptions(request),
  );
  return { status: 200, body: scaleOf(changed) };
}
