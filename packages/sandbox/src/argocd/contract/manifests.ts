import { stringify } from 'yaml';
import type { NewObject } from '../../world/seams.ts';
import type { IgnoreDifference } from '../model/Application.ts';
import type { Files } from './ApplicationScenario.ts';

const labels = { app: 'demo' };

function workload(image: string) {
  return {
    metadata: { labels },
    spec: {
      containers: [{ name: 'demo', image: `registry.local/demo:${image}` }],
    },
  };
}

export function service(port = 80) {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'demo' },
    spec: { selector: labels, ports: [{ port, targetPort: 8000 }] },
  };
}

export function deployment(image: string) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'demo' },
    spec: {
      replicas: 2,
      progressDeadlineSeconds: 10,
      selector: { matchLabels: labels },
      template: workload(image),
    },
  };
}

export function rollout(image: string) {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name: 'demo' },
    spec: {
      replicas: 2,
      progressDeadlineSeconds: 10,
      selector: { matchLabels: labels },
      strategy: { canary: { steps: [{ setWeight: 50 }, { pause: {} }] } },
      template: workload(image),
    },
  };
}

/** A job that has to be done before anything else is synced. */
export function migration(image: string) {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: 'migrate',
      annotations: { 'argocd.argoproj.io/hook': 'PreSync' },
    },
    spec: {
      template: {
        ...workload(image),
        spec: { ...workload(image).spec, restartPolicy: 'Never' },
      },
    },
  };
}

/** A kustomization in `dev` with these objects. */
export function kustomization(
  objects: Record<string, unknown>,
  missing: string[] = [],
): Files {
  const names = Object.keys(objects);
  return {
    ...Object.fromEntries(
      names.map(name => [`dev/${name}.yaml`, stringify(objects[name])]),
    ),
    'dev/kustomization.yaml': stringify({
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      resources: [...names.map(name => `${name}.yaml`), ...missing],
    }),
  };
}

export function application(
  name: string,
  options: {
    isManual?: boolean;
    syncOptions?: string[];
    path?: string;
    project?: string;
    repoURL?: string;
    ignoreDifferences?: IgnoreDifference[];
  } = {},
): NewObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name,
      namespace: 'argocd',
      finalizers: ['resources-finalizer.argocd.argoproj.io'],
    },
    spec: {
      project: options.project ?? 'default',
      destination: {
        server: 'https://kubernetes.default.svc',
        namespace: name,
      },
      source: {
        path: options.path ?? 'dev',
        targetRevision: 'main',
        ...(options.repoURL ? { repoURL: options.repoURL } : {}),
      },
      syncPolicy: {
        ...(options.isManual
          ? {}
          : { automated: { prune: true, selfHeal: true } }),
        syncOptions: options.syncOptions ?? ['CreateNamespace=true'],
      },
      ...(options.ignoreDifferences
        ? { ignoreDifferences: options.ignoreDifferences }
        : {}),
    },
  };
}
