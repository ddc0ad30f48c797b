import type { ResourceKind } from '../resources/ResourceKind.ts';
import type { ManagerEntry } from '../merge/ManagedFields.ts';
import { recordUpdate } from '../merge/recordUpdate.ts';
import { serverSideApply } from '../merge/serverSideApply.ts';

const time = '2026-11-21T13:44:37Z';

export type Fields = Record<string, any>;

/** An object whose fields were written by this manager in one update. */
export function written(
  kind: ResourceKind,
  fields: Fields,
  manager = 'kubectl',
) {
  const live = {
    apiVersion: '',
    kind: kind.kind,
    metadata: { name: 'x' },
    ...fields,
  };
  const managers = recordUpdate({
    kind,
    before: undefined,
    after: live,
    managers: [],
    writer: {
      manager,
      operation: 'Update',
      apiVersion: `${kind.group}/${kind.version}`.replace(/^\//, ''),
    },
    time,
  });
  return { live, managers };
}

export function apply(
  kind: ResourceKind,
  before: { live?: Fields; managers: ManagerEntry[] },
  fields: Fields,
  options: { manager?: string; force?: boolean } = {},
) {
  const { object, managers } = serverSideApply({
    kind,
    live: before.live,
    applied: {
      apiVersion: '',
      kind: kind.kind,
      metadata: { name: 'x' },
      ...fields,
    },
    managers: before.managers,
    fieldManager: options.manager ?? 'slipway',
    force: options.force ?? false,
    time,
  });
  return { live: object, managers };
}

export const container = (name: string, more: Fields = {}) => ({
  name,
  ...more,
});
export const pods = (spec: Fields) => ({ spec: { template: { spec } } });
