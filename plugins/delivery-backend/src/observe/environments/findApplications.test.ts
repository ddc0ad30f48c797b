import { parseObject } from '../parse';
import { ClusterFacts } from '../reduce';
import { findApplications } from './findApplications';

const argocd = {
  name: 'main',
  cluster: 'sandbox',
  namespace: 'argocd',
  destinations: {},
};

function factsWith(entityRefs: Record<string, string | undefined>) {
  const facts = new ClusterFacts('sandbox');
  for (const [name, entityRef] of Object.entries(entityRefs)) {
    const outcome = parseObject('sandbox', {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: {
        name,
        namespace: 'argocd',
        labels: { app: 'payments' },
        annotations: entityRef ? { 'backstage.io/entity-ref': entityRef } : {},
      },
      spec: {},
    });
    if (outcome.kind !== 'ignored') {
      facts.put(outcome);
    }
  }
  return facts;
}

describe('findApplications', () => {
  it.each<[string, string | undefined, boolean]>([
    ['of nobody', undefined, true],
    ['of the service', 'component:default/payments', true],
    ['of the service in other letters', 'Component:Default/Payments', true],
    ['of the service in short', 'payments', true],
    ['of another service', 'component:default/orders', false],
    ['of what is no entity', ':::', false],
  ])('finds an Application %s: %s', (_, entityRef, expected) => {
    const facts = factsWith({ 'payments-dev': entityRef });
    for (const find of [
      { by: 'name', name: 'payments-dev' },
      { by: 'selector', selector: 'app=payments' },
    ] as const) {
      const found = findApplications(
        {
          entityRef: 'component:default/payments',
          find,
          instances: ['main'],
        },
        [argocd],
        () => facts,
      );
      expect(found).toHaveLength(expected ? 1 : 0);
    }
  });
});
