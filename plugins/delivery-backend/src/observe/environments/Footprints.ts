import { environmentNamespace } from '@slipway/plugin-delivery-node';
import { ServiceWiring } from '../../services';
import { ObjectRef } from '../parse';
import { ClusterFacts, matchesSelector } from '../reduce';
import { ClusterInput } from './environmentInputs';

/** Which services looked at which Applications and namespaces, to tell whom a change concerns. */
export class Footprints {
  readonly #places = new Map<string, Set<string>>();

  set(entityRef: string, inputs: ClusterInput[]): void {
    this.#places.set(
      entityRef,
      new Set(
        inputs.flatMap(({ environment, application, argocd, service }) => [
          namespaceKey({
            cluster: environment.cluster,
            namespace: environmentNamespace(environment, service),
          }),
          ...(application
            ? [
                applicationKey({
                  cluster: argocd.cluster,
                  namespace: argocd.namespace,
                  name: application.ref.name,
                }),
              ]
            : []),
        ]),
      ),
    );
  }

  affectedBy(
    refs: ObjectRef[],
    services: ServiceWiring[],
    facts: (cluster: string) => ClusterFacts,
  ): string[] {
    const keys = new Set(
      refs.map(ref =>
        ref.kind === 'Application' ? applicationKey(ref) : namespaceKey(ref),
      ),
    );
    const applications = refs.filter(({ kind }) => kind === 'Application');
    return services
      .filter(
        service =>
          [...(this.#places.get(service.entityRef) ?? [])].some(key =>
            keys.has(key),
          ) || applications.some(ref => isOf(service, ref, facts)),
      )
      .map(({ entityRef }) => entityRef);
  }
}

/** Whether an Application that may be new to the service is one of its own. */
function isOf(
  { applications, service }: ServiceWiring,
  ref: ObjectRef,
  facts: (cluster: string) => ClusterFacts,
): boolean {
  if (applications.kind !== 'wired') {
    return false;
  }
  const { find } = applications.value;
  if (find.by === 'name') {
    return find.name === ref.name;
  }
  const entry = facts(ref.cluster).entry(ref);
  switch (entry?.kind) {
    case 'Application':
      return matchesSelector(entry.labels, find.selector);
    case 'unreadable':
      // What cannot be read has no labels.
      return ref.name.startsWith(`${service}-`);
    default:
      return false;
  }
}

function applicationKey(ref: {
  cluster: string;
  namespace: string;
  name: string;
}): string {
  return `application ${ref.cluster}/${ref.namespace}/${ref.name}`;
}

function namespaceKey(ref: { cluster: string; namespace: string }): string {
  return `namespace ${ref.cluster}/${ref.namespace}`;
}
