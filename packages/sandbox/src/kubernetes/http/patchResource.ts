import jsonPatch from 'fast-json-patch';
import { KubernetesApiError, type StoredObject } from '../../world/seams.ts';
import { badRequest, invalid } from '../errors/apiErrors.ts';
import { isRecord } from '../merge/isRecord.ts';
import { jsonMergePatch } from '../merge/jsonMergePatch.ts';
import { strategicMergePatch } from '../merge/strategicMergePatch.ts';
import type { KubernetesStore } from '../store/KubernetesStore.ts';
import { readBodyObject, readBodyValue } from './readBodyObject.ts';
import type { ResourceRequest } from './ResourceRequest.ts';
import { type Answer, keyOf, writeOptions } from './writeResource.ts';

const forBuiltIn = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
  'application/apply-patch+yaml',
  'application/apply-patch+cbor',
];

function unsupported(request: ResourceRequest): KubernetesApiError {
  const accepted = request.kind.custom
    ? forBuiltIn.filter(type => !type.includes('strategic'))
    : forBuiltIn;
  return new KubernetesApiError(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${accepted.join(
      ', ',
    )}`,
  );
}

function applyJsonPatch(live: StoredObject, patch: unknown): StoredObject {
  if (!Array.isArray(patch)) {
    throw badRequest(
      'error decoding patch: json: cannot unmarshal object into Go value of type jsonpatch.Patch',
    );
  }
  try {
    return jsonPatch.applyPatch(live, patch, true, false).newDocument;
  } catch (error) {
    if (error instanceof jsonPatch.JsonPatchError) {
      throw new KubernetesApiError(
        422,
        'Invalid',
        'the server rejected our request due to an error in our request',
        {},
      );
    }
    throw error;
  }
}

function asObject(request: ResourceRequest, value: unknown): object {
  if (!isRecord(value)) {
    throw badRequest('error decoding patch: the patch is not an object');
  }
  // A patch may name what it is for, and must not name anything else.
  if (value.kind !== undefined && value.kind !== request.kind.kind) {
    throw badRequest(
      `the kind in the patch (${value.kind}) does not match the expected kind (${request.kind.kind})`,
    );
  }
  return value;
}

function applyResource(
  request: ResourceRequest,
  store: KubernetesStore,
): Answer {
  const fieldManager = request.query.get('fieldManager');
  if (!fieldManager) {
    throw invalid(
      { ...request.kind, kind: 'PatchOptions', group: 'meta.k8s.io' },
      '',
      [
        {
          reason: 'FieldValueRequired',
          message: 'Required value: is required for apply patch',
          field: 'fieldManager',
        },
      ],
    );
  }
  const object = readBodyObject(request);
  if (object.metadata.managedFields) {
    throw badRequest('metadata.managedFields must be nil');
  }
  const existed = store.get(keyOf(request)) !== undefined;
  const applied = store.apply(object, {
    fieldManager,
    force: request.query.get('force') === 'true',
    dryRun: writeOptions(request).dryRun,
    ...(request.subresource === 'status'
      ? { subresource: 'status' as const }
      : {}),
  });
  return { status: existed ? 200 : 201, body: applied };
}

/** Every kind of patch, by its content type. */
export function patchResource(
  request: ResourceRequest,
  store: KubernetesStore,
): Answer {
  const { kind } = request;
  const type = request.contentType.split(';')[0].trim();
  if (type === 'application/apply-patch+yaml') {
    return applyResource(request, store);
  }
  const patch = () => readBodyValue(request);
  let change: (live: StoredObject) => unknown;
  if (type === 'application/json-patch+json') {
    const value = patch();
    change = live => applyJsonPatch(live, value);
  } else if (type === 'application/merge-patch+json') {
    const value = asObject(request, patch());
    change = live => jsonMergePatch(live, value);
  } else if (
    type === 'application/strategic-merge-patch+json' &&
    !kind.custom
  ) {
    const value = asObject(request, patch());
    change = live => strategicMergePatch(kind, live, value);
  } else {
    throw unsupported(request);
  }
  const body = store.patch(
    keyOf(request),
    live => change(live) as StoredObject,
    {
      ...writeOptions(request),
      ...(request.subresource === 'status'
        ? { subresource: 'status' as const }
        : {}),
    },
  );
  return { status: 200, body };
}
