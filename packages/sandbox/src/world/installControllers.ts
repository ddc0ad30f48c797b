import type { KubernetesStore } from '../kubernetes/store/KubernetesStore.ts';
import type { NewObject, StoredObject } from './seams.ts';

export interface Controller {
  namespace: string;
  /** As the label `app.kubernetes.io/name` has it. */
  name: string;
  image: string;
}

/** The releases whose recordings the twins are held to. */
const argocdImage = 'quay.io/argoproj/argocd:v3.5.1';
const rolloutsImage = 'quay.io/argoproj/argo-rollouts:v1.9.1';

export function argocdControllers(namespace: string): Controller[] {
  return ['argocd-application-controller', 'argocd-repo-server'].map(name => ({
    namespace,
    name,
    image: argocdImage,
  }));
}

export const rolloutsControllers: Controller[] = [
  { namespace: 'argo-rollouts', name: 'argo-rollouts', image: rolloutsImage },
];

/**
 * The pods of controllers whose work the twins do, so that who looks for a controller in a cluster
 * finds it running. They are ready from the start: no node has to pull their images.
 */
export function installControllers(
  store: KubernetesStore,
  controllers: Controller[],
): void {
  const ensure = (object: NewObject): StoredObject => {
    const { apiVersion, kind, metadata } = object;
    const { namespace, name } = metadata;
    return (
      store.get({ apiVersion, kind, namespace, name }) ?? store.create(object)
    );
  };
  for (const { namespace, name, image } of controllers) {
    const core = { apiVersion: 'v1' };
    ensure({ ...core, kind: 'Namespace', metadata: { name: namespace } });
    ensure({ ...core, kind: 'ServiceAccount', metadata: { name, namespace } });
    const pod = ensure({
      ...core,
      kind: 'Pod',
      metadata: {
        name: `${name}-0`,
        namespace,
        labels: { 'app.kubernetes.io/name': name },
      },
      spec: {
        nodeName: 'node-1',
        serviceAccountName: name,
        containers: [{ name, image }],
      },
    });
    const since = pod.metadata.creationTimestamp;
    store.updateStatus({
      ...pod,
      status: {
        phase: 'Running',
        startTime: since,
        conditions: [
          { type: 'Ready', status: 'True', lastTransitionTime: since },
        ],
      },
    });
  }
}
