import type { ResourceKind } from '../resources/ResourceKind.ts';

/** How the values of a field are merged, as the API's schemas declare it. */
export type FieldStructure =
  /** Each key on its own. */
  | { type: 'map' }
  /** As a whole. */
  | { type: 'atomic' }
  /** Items are the same when these keys are. */
  | { type: 'list'; keys: readonly string[] }
  /** A list of scalars without order. */
  | { type: 'set' };

const map: FieldStructure = { type: 'map' };
const atomic: FieldStructure = { type: 'atomic' };
const set: FieldStructure = { type: 'set' };
const list = (...keys: string[]): FieldStructure => ({ type: 'list', keys });

const podLists: Record<string, FieldStructure> = {
  containers: list('name'),
  initContainers: list('name'),
  ephemeralContainers: list('name'),
  env: list('name'),
  ports: list('containerPort', 'protocol'),
  volumeMounts: list('mountPath'),
  volumeDevices: list('devicePath'),
  imagePullSecrets: list('name'),
  hostAliases: list('ip'),
  topologySpreadConstraints: list('topologyKey', 'whenUnsatisfiable'),
  resourceClaims: list('name'),
  schedulingGates: list('name'),
  claims: list('name'),
};

const podAtomicMaps = new Set([
  'nodeSelector',
  'labelSelector',
  'namespaceSelector',
  'secretKeyRef',
  'configMapKeyRef',
  'fieldRef',
  'resourceFieldRef',
  'configMapRef',
  'secretRef',
  'nodeSelectorTerms',
]);

const builtInAtomicMaps = new Set([
  'selector',
  'podSelector',
  'scopeSelector',
  'roleRef',
  'involvedObject',
  'scaleTargetRef',
]);

/** Where the pod's specification starts in an object of this kind. */
function podSpecDepth(kind: ResourceKind, fields: readonly string[]) {
  if (kind.kind === 'Pod') {
    return fields[0] === 'spec' ? 1 : undefined;
  }
  const hasTemplate =
    kind.group === 'apps' || kind.kind === 'Job' || kind.kind === 'Rollout';
  return hasTemplate &&
    fields[0] === 'spec' &&
    fields[1] === 'template' &&
    fields[2] === 'spec'
    ? 3
    : undefined;
}

function listStructure(
  kind: ResourceKind,
  fields: readonly string[],
): FieldStructure {
  const path = fields.join('.');
  const last = fields[fields.length - 1];
  if (path === 'metadata.ownerReferences') {
    return list('uid');
  }
  if (path === 'metadata.finalizers') {
    return set;
  }
  if (podSpecDepth(kind, fields) !== undefined) {
    // The CRD of the Rollout declares no keys for the volumes.
    if (last === 'volumes') {
      return kind.custom ? atomic : list('name');
    }
    return podLists[last] ?? atomic;
  }
  if (kind.custom) {
    return atomic;
  }
  if (path === 'status.conditions') {
    return list('type');
  }
  if (kind.kind === 'Service' && path === 'spec.ports') {
    return list('port', 'protocol');
  }
  if (kind.kind === 'ServiceAccount' && path === 'secrets') {
    return list('name');
  }
  if (kind.kind === 'Namespace' && path === 'spec.finalizers') {
    return set;
  }
  return atomic;
}

function mapStructure(
  kind: ResourceKind,
  fields: readonly string[],
): FieldStructure {
  const last = fields[fields.length - 1];
  const depth = podSpecDepth(kind, fields);
  if (depth !== undefined && fields.length > depth) {
    return podAtomicMaps.has(last) ? atomic : map;
  }
  if (kind.kind === 'Rollout' && fields.join('.') === 'spec.selector') {
    return atomic;
  }
  return !kind.custom && fields.length > 1 && builtInAtomicMaps.has(last)
    ? atomic
    : map;
}

/**
 * The structure of the value under these field names (list items are left out of the path):
 * `['spec', 'template', 'spec', 'containers', 'image']`.
 */
export function fieldStructure(
  kind: ResourceKind,
  fields: readonly string[],
  value: unknown,
): FieldStructure {
  if (Array.isArray(value)) {
    return listStructure(kind, fields);
  }
  return typeof value === 'object' && value !== null
    ? mapStructure(kind, fields)
    : atomic;
}
