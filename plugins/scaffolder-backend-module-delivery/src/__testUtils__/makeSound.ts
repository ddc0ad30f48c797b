import { World } from './World';

/** Puts there what preflight wants to see, beside what a launch makes. */
export function makeSound(world: World): void {
  const { main, second } = world.clusters;
  const controller = (name: string, namespace: string, image: string) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace,
      labels: { 'app.kubernetes.io/name': name },
    },
    spec: { containers: [{ name, image }] },
    status: { conditions: [{ type: 'Ready', status: 'True' }] },
  });
  main.put(
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'argocd' } },
    controller(
      'argocd-application-controller',
      'argocd',
      'quay.io/argoproj/argocd:v3.5.1',
    ),
  );
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  main.put({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: 'cluster-second',
      namespace: 'argocd',
      labels: { 'argocd.argoproj.io/secret-type': 'cluster' },
    },
    data: {
      name: base64('second'),
      server: base64('https://second.example.com'),
    },
  });
  for (const cluster of [main, second]) {
    cluster.put(
      controller(
        'argo-rollouts',
        'argo-rollouts',
        'quay.io/argoproj/argo-rollouts:v1.9.1',
      ),
    );
  }
  for (const [cluster, environment] of [
    [main, 'dev'],
    [main, 'staging'],
    [second, 'production'],
  ] as const) {
    cluster.put({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'default', namespace: `payments-${environment}` },
    });
  }
  world.config = { ...world.config, webhookBaseUrl: world.gitlab.baseUrl };
}
