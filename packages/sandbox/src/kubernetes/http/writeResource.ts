import { KubernetesApiError, type StoredObject } from '../../world/seams.ts';
import { badRequest, invalid, notFound } from '../errors/apiErrors.ts';
import { isRecord } from '../merge/isRecord.ts';
import { apiVersionOf, type ResourceKind } from '../resources/ResourceKind.ts';
import type {
  KubernetesStore,
  RemoveOptions,
} from '../store/KubernetesStore.ts';
import { requestFilter } from './listResource.ts';
import { readBodyObject } from './readBodyObject.ts';
import type { ResourceRequest } from './ResourceRequest.ts';

export interface Answer {
  status: number;
  body: unknown;
}

export function keyOf(request: ResourceRequest) {
  return {
    apiVersion: apiVersionOf(request.kind),
    kind: request.kind.kind,
    namespace: request.namespace,
    name: request.name ?? '',
  };
}

/** The options that every write may carry. */
export function writeOptions(request: ResourceRequest): {
  dryRun: boolean;
  fieldManager: string;
} {
  const dryRun = request.query.getAll('dryRun');
  if (dryRun.some(value => value !== 'All')) {
    throw invalid(
      { ...request.kind, kind: 'CreateOptions', group: 'meta.k8s.io' },
      '',
      [
        {
          reason: 'FieldValueNotSupported',
          message: `Unsupported value: ${JSON.stringify(
            dryRun,
          )}: supported values: "All"`,
          field: 'dryRun',
        },
      ],
    );
  }
  return {
    dryRun: dryRun.length > 0,
    fieldManager: request.query.get('fieldManager') || request.userAgent,
  };
}

export function createResource(
  request: ResourceRequest,
  store: KubernetesStore,
): Answer {
  const object = readBodyObject(request);
  if (object.metadata.resourceVersion) {
    throw badRequest(
      'resourceVersion should not be set on objects to be created',
    );
  }
  return { status: 201, body: store.create(object, writeOptions(request)) };
}

function checkUpdatable(kind: ResourceKind, object: StoredObject): void {
  if (kind.custom && !object.metadata.resourceVersion) {
    throw invalid(kind, object.metadata.name, [
      {
        reason: 'FieldValueInvalid',
        message: 'Invalid value: 0x0: must be specified for an update',
        field: 'metadata.resourceVersion',
      },
    ]);
  }
}

export function updateResource(
  request: ResourceRequest,
  store: KubernetesStore,
): Answer {
  const object = readBodyObject(request) as unknown as StoredObject;
  const { kind } = request;
  if (!store.get(keyOf(request))) {
    throw notFound(kind, request.name ?? '');
  }
  checkUpdatable(kind, object);
  const options = writeOptions(request);
  return {
    status: 200,
    body:
      request.subresource === 'status'
        ? store.updateStatus(object, options)
        : store.update(object, options),
  };
}

function removeOptions(request: ResourceRequest): RemoveOptions {
  const text = request.body.toString('utf8').trim();
  let body: Record<string, any> = {};
  if (text) {
    try {
      const value: unknown = JSON.parse(text);
      body = isRecord(value) ? value : {};
    } catch {
      throw badRequest('the body of the request is not valid DeleteOptions');
    }
  }
  const { query } = request;
  const policy = body.propagationPolicy ?? query.get('propagationPolicy');
  if (policy && !['Background', 'Foreground', 'Orphan'].includes(policy)) {
    throw invalid(
      { ...request.kind, kind: 'DeleteOptions', group: 'meta.k8s.io' },
      '',
      [
        {
          reason: 'FieldValueInvalid',
          message: `Invalid value: ${JSON.stringify(
            policy,
          )}: must be one of Background, Foreground, Orphan`,
          field: 'propagationPolicy',
        },
      ],
    );
  }
  const grace = body.gracePeriodSeconds ?? query.get('gracePeriodSeconds');
  const dryRun = body.dryRun?.includes('All') || query.get('dryRun') === 'All';
  return {
    dryRun,
    ...(body.preconditions ? { preconditions: body.preconditions } : {}),
    ...(policy ? { propagationPolicy: policy } : {}),
    ...(grace === null || grace === undefined
      ? {}
      : { gracePeriodSeconds: Number(grace) }),
  };
}

/** Kinds whose deletion answers with the object, not with a Status. */
const answersWithObject = ['Pod', 'Service', 'ServiceAccount', 'ResourceQuota'];

export function deleteResource(
  request: ResourceRequest,
  store: KubernetesStore,
): Answer {
  const { kind } = request;
  const { object, gone } = store.remove(keyOf(request), removeOptions(request));
  if (!gone || answersWithObject.includes(kind.kind)) {
    return { status: 200, body: object };
  }
  return {
    status: 200,
    body: {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Success',
      details: {
        name: object.metadata.name,
        ...(kind.group ? { group: kind.group } : {}),
        kind: kind.plural,
        uid: object.metadata.uid,
      },
    },
  };
}

export function deleteCollection(
  request: ResourceRequest,
  store: KubernetesStore,
): Answer {
  const { kind, namespace } = request;
  if (kind.namespaced && !namespace) {
    throw new KubernetesApiError(
      405,
      'MethodNotAllowed',
      'the server does not allow this method on the requested resource',
    );
  }
  const options = removeOptions(request);
  const apiVersion = apiVersionOf(kind);
  const items = store
    .list(apiVersion, kind.kind, { namespace })
    .filter(requestFilter(request))
    .map(
      ({ metadata }) =>
        store.remove(
          {
            apiVersion,
            kind: kind.kind,
            namespace: metadata.namespace,
            name: metadata.name,
          },
          options,
        ).object,
    );
  return {
    status: 200,
    body: {
      kind: `${kind.kind}List`,
      apiVersion,
      metadata: { resourceVersion: store.resourceVersion },
      items,
    },
  };
}
