/** What the processes of one cluster know of each other. */
export interface LabContext {
  /** A folder of this lab's own. */
  folder: string;
  /** The binary of a program. */
  binary(name: string): string;
  /** A folder within the modules that were downloaded, such as Argo CD's manifests. */
  moduleFolder(module: string): string;
  ports: Record<PortName, number>;
  kubeconfig: string;
  adminToken: string;
  portalToken: string;
}

export const portNames = [
  'etcdClient',
  'etcdPeer',
  'apiServer',
  'kwok',
  'redis',
  'repoServer',
  'repoServerMetrics',
  'applicationMetrics',
  'rolloutsMetrics',
  'rolloutsHealth',
  'applicationSetMetrics',
  'applicationSetProbe',
  'applicationSetWebhook',
  'argocdServer',
  'argocdServerMetrics',
] as const;

export type PortName = (typeof portNames)[number];

/** A process of the control plane, and how one knows that it is up. */
export interface ControlPlaneProcess {
  name: string;
  command: string;
  args: string[];
  env?: Record<string, string>;
  /** Rejects or answers false while it is not up. */
  ready(): Promise<boolean>;
}
