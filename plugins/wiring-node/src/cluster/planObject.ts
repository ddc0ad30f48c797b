import { ConflictError } from '@backstage/errors';
import { KubernetesObject } from '@slipway/plugin-delivery-node';
import { Manifest } from '@slipway/plugin-gitops-common';
import { Plan } from '../run';

const managedBy = 'app.kubernetes.io/managed-by';
const serviceLabel = 'backstage.io/kubernetes-id';

/**
 * Compares an object with what is wanted of it: every field of the manifest must be there with its
 * value, fields that others added may stay. Fields under `removed` are unwanted unless the manifest
 * has them.
 *
 * @public
 */
export function planObject(
  current: KubernetesObject | undefined,
  wanted: Manifest,
  options: {
    removed?: string[][];
    /** Whether an object that belongs to nobody may be taken over. */
    adopt?: boolean;
  } = {},
): Plan {
  if (!current) {
    return { kind: 'create' };
  }
  assertOurs(current, wanted.metadata.labels?.[serviceLabel], options);
  const differing = [
    ...differences(current, wanted),
    ...(options.removed ?? []).flatMap(path =>
      at(current, path) !== undefined && at(wanted, path) === undefined
        ? [path.join('.')]
        : [],
    ),
  ];
  return differing.length === 0
    ? { kind: 'unchanged' }
    : {
        kind: 'update',
        why: differing.slice(0, 5).join(', '),
        ...(current.metadata.labels?.[managedBy] !== 'slipway' && {
          adopts: true,
        }),
      };
}

/**
 * Refuses an object that belongs to another service, or to somebody other than Slipway.
 *
 * @public
 */
export function assertOurs(
  current: KubernetesObject,
  service: string | undefined,
  options: { adopt?: boolean } = {},
): void {
  const { labels = {}, namespace, name } = current.metadata;
  const where = namespace ? ` in the namespace ${namespace}` : '';
  const owner = labels[serviceLabel];
  if (owner !== undefined && owner !== service) {
    throw new ConflictError(
      `The ${current.kind} ${name}${where} belongs to the service ${owner}; choose another name for ${service}`,
    );
  }
  if (labels[managedBy] !== 'slipway' && !options.adopt) {
    throw new ConflictError(
      `The ${current.kind} ${name}${where} was not made by Slipway; remove it, or let Slipway ` +
        `adopt it by the label ${managedBy}=slipway`,
    );
  }
}

/** The paths at which the wanted value is not there. */
function differences(current: unknown, wanted: unknown, path = ''): string[] {
  if (Array.isArray(wanted)) {
    const same =
      Array.isArray(current) &&
      current.length === wanted.length &&
      wanted.every((value, i) => differences(current[i], value).length === 0);
    return same ? [] : [path];
  }
  if (typeof wanted === 'object' && wanted !== null) {
    if (typeof current !== 'object' || current === null) {
      return Object.keys(wanted).length === 0 ? [] : [path];
    }
    return Object.entries(wanted).flatMap(([key, value]) =>
      differences(
        (current as Record<string, unknown>)[key],
        value,
        path ? `${path}.${key}` : key,
      ),
    );
  }
  return current === wanted ? [] : [path];
}

function at(value: unknown, path: string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (inner as Record<string, unknown> | undefined)?.[key],
    value,
  );
}
