import type { NewObject } from '../../world/seams.ts';

/** An object in the default namespace. */
export const object = (
  kind: string,
  name: string,
  more: Record<string, unknown> = {},
  metadata: Record<string, unknown> = {},
  apiVersion = 'v1',
): NewObject => ({
  apiVersion,
  kind,
  metadata: { name, namespace: 'default', ...metadata },
  ...more,
});

export const keyOf = (kind: string, name: string, apiVersion = 'v1') => ({
  apiVersion,
  kind,
  namespace: 'default',
  name,
});

export const podSpec = { containers: [{ name: 'c', image: 'c:1' }] };
