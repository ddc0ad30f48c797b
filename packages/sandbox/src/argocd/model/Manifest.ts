import type { NewObject, StoredObject } from '../../world/seams.ts';
import { TRACKING_ANNOTATION } from './Application.ts';

export type Manifest = NewObject;

/** What is the same resource, whatever version it is written in. */
export interface ResourceRef {
  group: string;
  version: string;
  kind: string;
  namespace: string;
  name: string;
}

const CLUSTER_SCOPED = [
  'Namespace',
  'Node',
  'PersistentVolume',
  'StorageClass',
  'IngressClass',
  'PriorityClass',
  'ClusterRole',
  'ClusterRoleBinding',
  'ClusterAnalysisTemplate',
  'CustomResourceDefinition',
  'APIService',
  'ValidatingWebhookConfiguration',
  'MutatingWebhookConfiguration',
];

export function isClusterScoped(kind: string): boolean {
  return CLUSTER_SCOPED.includes(kind);
}

export function refOf(object: Manifest | StoredObject): ResourceRef {
  const [first, second] = object.apiVersion.split('/');
  return {
    group: second === undefined ? '' : first,
    version: second ?? first,
    kind: object.kind,
    namespace: object.metadata.namespace ?? '',
    name: object.metadata.name,
  };
}

export function refKey(ref: {
  group?: string;
  kind: string;
  namespace?: string;
  name: string;
}): string {
  return [ref.group ?? '', ref.kind, ref.namespace ?? '', ref.name].join('/');
}

export function keyOf(object: Manifest | StoredObject): string {
  return refKey(refOf(object));
}

export function storeKey(object: Manifest | StoredObject) {
  const { apiVersion, kind, metadata } = object;
  return {
    apiVersion,
    kind,
    namespace: metadata.namespace,
    name: metadata.name,
  };
}

export function annotationOf(
  object: Manifest | StoredObject | undefined,
  name: string,
): string | undefined {
  const annotations = object?.metadata.annotations as
    | Record<string, string>
    | undefined;
  return annotations?.[name];
}

export function hasAnnotationOption(
  object: Manifest | StoredObject | undefined,
  annotation: string,
  option: string,
): boolean {
  return (annotationOf(object, annotation) ?? '')
    .split(',')
    .some(each => each.trim() === option);
}

/** How an object says which Application it belongs to. */
export function trackingId(application: string, object: Manifest): string {
  const { group, kind, namespace, name } = refOf(object);
  return `${application}:${group}/${kind}:${namespace}/${name}`;
}

/** The Application that an object belongs to, if the mark on it is its own. */
export function trackedBy(object: StoredObject): string | undefined {
  const id = annotationOf(object, TRACKING_ANNOTATION);
  const application = id?.split(':', 1)[0];
  return application && id === trackingId(application, object)
    ? application
    : undefined;
}

/** The images of the containers that an object describes. */
export function imagesOf(object: Manifest | StoredObject): string[] {
  const pod =
    object.kind === 'Pod'
      ? object.spec
      : object.spec?.template?.spec ??
        object.spec?.jobTemplate?.spec?.template?.spec;
  const containers = [
    ...(pod?.initContainers ?? []),
    ...(pod?.containers ?? []),
  ];
  return containers.flatMap((each: { image?: string }) => each.image ?? []);
}
