import { InputError } from '@backstage/errors';
import { ResourceKind, resourceKinds } from '@slipway/plugin-delivery-node';

/** Where the API serves a kind that the ledger names. */
export function resourceKindOf(thing: {
  apiVersion: string;
  objectKind: string;
}): ResourceKind {
  const { apiVersion, objectKind } = thing;
  const found = Object.values<ResourceKind>(resourceKinds).find(
    ({ apiVersion: version, kind }) =>
      version === apiVersion && kind === objectKind,
  );
  if (!found) {
    throw new InputError(
      `Slipway does not know the kind ${objectKind} of ${apiVersion}; remove it by hand`,
    );
  }
  return found;
}
