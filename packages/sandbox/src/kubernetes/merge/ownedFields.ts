import type { ResourceKind } from '../resources/ResourceKind.ts';
import { isRecord } from './isRecord.ts';

/** What the API server keeps for itself, and nobody owns. */
const systemMetadata = [
  'name',
  'namespace',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'selfLink',
  'managedFields',
  'generateName',
];

/** The part of an object whose fields have managers, for a write to it or to its status. */
export function ownedPart(
  kind: ResourceKind,
  object: Record<string, any> | undefined,
  subresource: 'status' | undefined,
): Record<string, unknown> {
  if (!object) {
    return {};
  }
  if (subresource === 'status') {
    return object.status === undefined ? {} : { status: object.status };
  }
  const { apiVersion: _apiVersion, kind: _kind, metadata, ...rest } = object;
  if (kind.statusSubresource) {
    delete rest.status;
  }
  const ownedMetadata = isRecord(metadata)
    ? Object.fromEntries(
        Object.entries(metadata).filter(
          ([key]) => !systemMetadata.includes(key),
        ),
      )
    : {};
  return Object.keys(ownedMetadata).length > 0
    ? { metadata: ownedMetadata, ...rest }
    : rest;
}
