import type { StoredObject } from '../../world/seams.ts';
import { isRecord } from '../merge/isRecord.ts';
import type { ResourceKind } from '../resources/ResourceKind.ts';
import { fillIn, podSpecDefaults } from './podDefaults.ts';

function secretDefaults(object: StoredObject): void {
  fillIn(object, { type: 'Opaque' });
  if (isRecord(object.stringData)) {
    object.data = {
      ...object.data,
      ...Object.fromEntries(
        Object.entries(object.stringData).map(([key, value]) => [
          key,
          Buffer.from(String(value)).toString('base64'),
        ]),
      ),
    };
  }
  delete object.stringData;
}

function serviceDefaults(object: StoredObject): void {
  object.spec ??= {};
  fillIn(object.spec, { sessionAffinity: 'None', type: 'ClusterIP' });
  for (const port of object.spec.ports ?? []) {
    fillIn(port, { protocol: 'TCP', targetPort: port.port });
  }
  if (object.spec.type !== 'ExternalName') {
    fillIn(object.spec, {
      internalTrafficPolicy: 'Cluster',
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
    });
  }
  fillIn(object, { status: { loadBalancer: {} } });
}

function deploymentDefaults(object: StoredObject): void {
  fillIn(object.spec, {
    replicas: 1,
    strategy: { type: 'RollingUpdate' },
    revisionHistoryLimit: 10,
    progressDeadlineSeconds: 600,
  });
  fillIn(object.spec.strategy, { type: 'RollingUpdate' });
  if (object.spec.strategy.type === 'RollingUpdate') {
    fillIn(object.spec.strategy, { rollingUpdate: {} });
    fillIn(object.spec.strategy.rollingUpdate, {
      maxUnavailable: '25%',
      maxSurge: '25%',
    });
  }
  fillIn(object, { status: {} });
}

function jobDefaults(object: StoredObject): void {
  fillIn(object.spec, {
    parallelism: 1,
    completions: 1,
    backoffLimit: 6,
    completionMode: 'NonIndexed',
    suspend: false,
    podReplacementPolicy: 'TerminatingOrFailed',
    manualSelector: false,
  });
  delete object.spec.manualSelector;
  fillIn(object.spec, {
    selector: {
      matchLabels: {
        'batch.kubernetes.io/controller-uid': object.metadata.uid,
      },
    },
  });
  const own = {
    'batch.kubernetes.io/controller-uid': object.metadata.uid,
    'batch.kubernetes.io/job-name': object.metadata.name,
    'controller-uid': object.metadata.uid,
    'job-name': object.metadata.name,
  };
  object.spec.template ??= {};
  object.spec.template.metadata ??= {};
  object.spec.template.metadata.labels = {
    ...object.spec.template.metadata.labels,
    ...own,
  };
  fillIn(object, { status: {} });
}

/** Whether any container asks for something, and whether all are held to what they ask for. */
function qosClass(spec: Record<string, any>): string {
  const resources = (spec.containers ?? []).map(
    (container: any) => container.resources ?? {},
  );
  const guaranteed = resources.every((entry: any) =>
    ['cpu', 'memory'].every(
      name =>
        entry.limits?.[name] !== undefined &&
        (entry.requests?.[name] ?? entry.limits[name]) === entry.limits[name],
    ),
  );
  if (guaranteed) {
    return 'Guaranteed';
  }
  const asksNothing = resources.every(
    (entry: any) =>
      Object.keys(entry.limits ?? {}).length === 0 &&
      Object.keys(entry.requests ?? {}).length === 0,
  );
  return asksNothing ? 'BestEffort' : 'Burstable';
}

function podDefaults(object: StoredObject): void {
  const spec = object.spec;
  fillIn(spec, {
    serviceAccountName: 'default',
    serviceAccount: spec.serviceAccountName ?? 'default',
    tolerations: ['not-ready', 'unreachable'].map(condition => ({
      key: `node.kubernetes.io/${condition}`,
      operator: 'Exists',
      effect: 'NoExecute',
      tolerationSeconds: 300,
    })),
    priority: 0,
    enableServiceLinks: true,
    preemptionPolicy: 'PreemptLowerPriority',
  });
  fillIn(object, { status: {} });
  fillIn(object.status, { phase: 'Pending', qosClass: qosClass(spec) });
}

/** What the API server fills in, of that which somebody may look at. Changes the object. */
export function applyDefaults(kind: ResourceKind, object: StoredObject): void {
  switch (kind.kind) {
    case 'Secret':
      secretDefaults(object);
      return;
    case 'Service':
      serviceDefaults(object);
      return;
    case 'Namespace':
      fillIn(object, { spec: {}, status: {} });
      fillIn(object.status, { phase: 'Active' });
      return;
    case 'Rollout':
      // Its defaults are the controller's, who does not write them down.
      return;
    default:
  }
  if (!isRecord(object.spec) || kind.custom) {
    return;
  }
  switch (kind.kind) {
    case 'Deployment':
      podSpecDefaults(object.spec.template?.spec);
      deploymentDefaults(object);
      return;
    case 'ReplicaSet':
      podSpecDefaults(object.spec.template?.spec);
      fillIn(object.spec, { replicas: 1 });
      fillIn(object, { status: { replicas: 0 } });
      return;
    case 'Job':
      podSpecDefaults(object.spec.template?.spec);
      jobDefaults(object);
      return;
    case 'Pod':
      podSpecDefaults(object.spec);
      podDefaults(object);
      return;
    default:
  }
}
