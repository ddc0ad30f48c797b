import { parse } from 'yaml';
import { type NewObject, KubernetesApiError } from '../../world/seams.ts';
import { badRequest } from '../errors/apiErrors.ts';
import { isRecord } from '../merge/isRecord.ts';
import { apiVersionOf } from '../resources/ResourceKind.ts';
import type { ResourceRequest } from './ResourceRequest.ts';

function parseText(request: ResourceRequest): unknown {
  const text = request.body.toString('utf8');
  try {
    return request.contentType.includes('yaml')
      ? parse(text)
      : JSON.parse(text);
  } catch (error) {
    // The text itself may hold a secret: only where it is wrong is told.
    const where = /position \d+|line \d+/.exec((error as Error).message)?.[0];
    throw badRequest(
      `the object provided is unrecognized (must be of type ${
        request.kind.kind
      }): couldn't get version/kind; the body cannot be parsed${
        where ? ` (${where})` : ''
      }`,
    );
  }
}

/** The body as JSON or YAML, whatever it is. */
export function readBodyValue(request: ResourceRequest): unknown {
  return parseText(request);
}

/** The body as an object of the kind that the path names. */
export function readBodyObject(request: ResourceRequest): NewObject {
  const { kind, namespace, name, contentType } = request;
  if (contentType && !/json|yaml/.test(contentType)) {
    throw new KubernetesApiError(
      415,
      'UnsupportedMediaType',
      `the body of the request was in an unknown format - accepted media types include: application/json, application/yaml`,
    );
  }
  const value = parseText(request);
  if (!isRecord(value)) {
    throw badRequest(
      `couldn't get version/kind; json parse error: the body is not an object`,
    );
  }
  const apiVersion = apiVersionOf(kind);
  if ((value.apiVersion ?? apiVersion) !== apiVersion) {
    throw badRequest(
      `the API version in the data (${value.apiVersion}) does not match the expected API version (${apiVersion})`,
    );
  }
  if ((value.kind ?? kind.kind) !== kind.kind) {
    throw badRequest(
      `${value.kind} in version "${kind.version}" cannot be handled as a ${kind.kind}: converting to ${kind.kind} is not possible`,
    );
  }
  const metadata: Record<string, unknown> = isRecord(value.metadata)
    ? value.metadata
    : {};
  if (namespace && metadata.namespace && metadata.namespace !== namespace) {
    throw badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
  if (name && metadata.name && metadata.name !== name) {
    throw badRequest(
      `the name of the object (${metadata.name}) does not match the name on the URL (${name})`,
    );
  }
  if (!name && !metadata.name && !metadata.generateName) {
    throw new KubernetesApiError(
      422,
      'Invalid',
      `${kind.kind}${
        kind.group ? `.${kind.group}` : ''
      } "" is invalid: metadata.name: Required value: name or generateName is required`,
      {
        ...(kind.group ? { group: kind.group } : {}),
        kind: kind.kind,
        causes: [
          {
            reason: 'FieldValueRequired',
            message: 'Required value: name or generateName is required',
            field: 'metadata.name',
          },
        ],
      },
    );
  }
  return {
    ...value,
    apiVersion,
    kind: kind.kind,
    metadata: {
      ...metadata,
      name: String(name ?? metadata.name ?? ''),
      ...(kind.namespaced ? { namespace } : {}),
    },
  };
}
