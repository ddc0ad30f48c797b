import { KubernetesObject } from '@slipway/plugin-delivery-node';
import { FakeClusterClient } from '@slipway/plugin-delivery-node/testUtils';

type Element = Record<string, string>;

/**
 * What Argo CD's ApplicationSet controller does to the ApplicationSets of Slipway: it makes their
 * Applications, owns them, and puts them right.
 */
export function runApplicationSets(cluster: FakeClusterClient): void {
  cluster.store.subscribe(({ type, object }) => {
    if (object.kind !== 'ApplicationSet' || type === 'DELETED') {
      return;
    }
    for (const application of applicationsOf(object)) {
      cluster.put(application);
    }
  });
}

function applicationsOf(set: KubernetesObject): KubernetesObject[] {
  const { apiVersion, kind, metadata } = set;
  const { template, generators } = set.spec as any;
  const elements: Element[] = generators[0].list.elements;
  return elements.map(element => {
    const filled = JSON.parse(
      JSON.stringify(template).replace(
        /\{\{\.(\w+)\}\}/g,
        (_, key) => element[key],
      ),
    );
    if (element.sync === 'automatic') {
      filled.spec.syncPolicy.automated = { prune: true, selfHeal: true };
    }
    return {
      apiVersion,
      kind: 'Application',
      metadata: {
        ...filled.metadata,
        namespace: metadata.namespace,
        finalizers: ['resources-finalizer.argocd.argoproj.io'],
        ownerReferences: [
          {
            apiVersion,
            kind,
            name: metadata.name,
            uid: metadata.uid,
            controller: true,
          },
        ],
      },
      spec: filled.spec,
    };
  });
}
