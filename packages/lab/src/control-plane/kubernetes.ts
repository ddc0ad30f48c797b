import { join } from 'node:path';
import type { ControlPlaneProcess, LabContext } from './LabContext.ts';
import { answers, isListening } from './readiness.ts';

/** Controllers that something in the lab relies on; the rest only costs memory. */
const controllers = [
  'serviceaccount-token-controller',
  'serviceaccount-controller',
  'namespace-controller',
  'garbage-collector-controller',
  'deployment-controller',
  'replicaset-controller',
  'endpoints-controller',
  'endpointslice-controller',
  'job-controller',
  'root-ca-certificate-publisher-controller',
  'resourcequota-controller',
  'horizontal-pod-autoscaler-controller',
];

export function etcd(lab: LabContext): ControlPlaneProcess {
  const client = `http://127.0.0.1:${lab.ports.etcdClient}`;
  const peer = `http://127.0.0.1:${lab.ports.etcdPeer}`;
  return {
    name: 'etcd',
    command: lab.binary('etcd'),
    args: [
      '--name=lab',
      `--data-dir=${join(lab.folder, 'etcd')}`,
      '--unsafe-no-fsync',
      `--listen-client-urls=${client}`,
      `--advertise-client-urls=${client}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=lab=${peer}`,
    ],
    ready: () => answers(`${client}/health`),
  };
}

export function apiServer(lab: LabContext): ControlPlaneProcess {
  const keys = join(lab.folder, 'keys');
  return {
    name: 'kube-apiserver',
    command: lab.binary('kube-apiserver'),
    args: [
      `--etcd-servers=http://127.0.0.1:${lab.ports.etcdClient}`,
      `--secure-port=${lab.ports.apiServer}`,
      '--bind-address=127.0.0.1',
      `--cert-dir=${join(lab.folder, 'certificates')}`,
      '--service-cluster-ip-range=10.0.0.0/24',
      `--token-auth-file=${join(keys, 'tokens.csv')}`,
      '--authorization-mode=RBAC',
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-key-file=${join(keys, 'service-account.pub')}`,
      `--service-account-signing-key-file=${join(keys, 'service-account.key')}`,
      '--allow-privileged=true',
      '--endpoint-reconciler-type=none',
      '--profiling=false',
      '--shutdown-delay-duration=0s',
      // Or KWOK's nodes keep the not-ready taint and nothing is scheduled.
      '--disable-admission-plugins=TaintNodesByCondition',
    ],
    ready: () =>
      answers(
        `https://127.0.0.1:${lab.ports.apiServer}/readyz`,
        lab.adminToken,
      ),
  };
}

export function controllerManager(lab: LabContext): ControlPlaneProcess {
  return {
    name: 'kube-controller-manager',
    command: lab.binary('kube-controller-manager'),
    args: [
      `--kubeconfig=${lab.kubeconfig}`,
      '--leader-elect=false',
      '--secure-port=0',
      `--service-account-private-key-file=${join(
        lab.folder,
        'keys/service-account.key',
      )}`,
      `--root-ca-file=${join(lab.folder, 'certificates/apiserver.crt')}`,
      `--controllers=${controllers.join(',')}`,
      // A first look after 15 s would keep every new service waiting for its autoscaler.
      '--horizontal-pod-autoscaler-sync-period=2s',
      '--horizontal-pod-autoscaler-initial-readiness-delay=0s',
      '--horizontal-pod-autoscaler-cpu-initialization-period=0s',
    ],
    ready: async () => true,
  };
}

export function scheduler(lab: LabContext): ControlPlaneProcess {
  return {
    name: 'kube-scheduler',
    command: lab.binary('kube-scheduler'),
    args: [
      `--kubeconfig=${lab.kubeconfig}`,
      '--leader-elect=false',
      '--secure-port=0',
    ],
    ready: async () => true,
  };
}

/** Stands in for the nodes: what it says of pods is what a kubelet would. */
export function kwok(lab: LabContext): ControlPlaneProcess {
  return {
    name: 'kwok',
    command: lab.binary('kwok'),
    args: [
      `--kubeconfig=${lab.kubeconfig}`,
      '--manage-all-nodes=true',
      `--server-address=127.0.0.1:${lab.ports.kwok}`,
      '-c',
      join(lab.folder, 'stages.yaml'),
    ],
    ready: () => isListening(lab.ports.kwok),
  };
}
