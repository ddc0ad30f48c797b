import { isRecord } from '../merge/isRecord.ts';

type Fields = Record<string, any>;

/** Sets what is absent. */
export function fillIn(target: Fields, defaults: Fields): void {
  for (const [key, value] of Object.entries(defaults)) {
    if (target[key] === undefined || target[key] === null) {
      target[key] = value;
    }
  }
}

/** An image without a tag, or with the one that moves, is pulled each time. */
function pullPolicy(image: string): string {
  if (image.includes('@')) {
    return 'IfNotPresent';
  }
  const tag = /:([^/:]+)$/.exec(image)?.[1] ?? 'latest';
  return tag === 'latest' ? 'Always' : 'IfNotPresent';
}

function probeDefaults(probe: unknown): void {
  if (!isRecord(probe)) {
    return;
  }
  fillIn(probe, {
    timeoutSeconds: 1,
    periodSeconds: 10,
    successThreshold: 1,
    failureThreshold: 3,
  });
  if (isRecord(probe.httpGet)) {
    fillIn(probe.httpGet, { path: '/', scheme: 'HTTP' });
  }
}

function containerDefaults(container: Fields): void {
  fillIn(container, {
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: pullPolicy(String(container.image ?? '')),
  });
  for (const port of container.ports ?? []) {
    fillIn(port, { protocol: 'TCP' });
  }
  for (const variable of container.env ?? []) {
    if (isRecord(variable.valueFrom?.fieldRef)) {
      fillIn(variable.valueFrom.fieldRef, { apiVersion: 'v1' });
    }
  }
  probeDefaults(container.livenessProbe);
  probeDefaults(container.readinessProbe);
  probeDefaults(container.startupProbe);
  const { limits, requests } = container.resources;
  if (isRecord(limits)) {
    container.resources.requests = { ...limits, ...requests };
  }
}

/** What the API server fills into the specification of every pod and pod template. */
export function podSpecDefaults(spec: unknown): void {
  if (!isRecord(spec)) {
    return;
  }
  for (const list of [spec.containers, spec.initContainers]) {
    if (Array.isArray(list)) {
      list.filter(isRecord).forEach(containerDefaults);
    }
  }
  for (const volume of spec.volumes ?? []) {
    for (const source of ['secret', 'configMap', 'projected']) {
      if (isRecord(volume?.[source])) {
        fillIn(volume[source], { defaultMode: 420 });
      }
    }
  }
  fillIn(spec, {
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    securityContext: {},
    schedulerName: 'default-scheduler',
  });
  if (spec.serviceAccountName) {
    fillIn(spec, { serviceAccount: spec.serviceAccountName });
  }
}
