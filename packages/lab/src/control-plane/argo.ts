import { delimiter, join } from 'node:path';
import type { ControlPlaneProcess, LabContext } from './LabContext.ts';
import { answers, isListening } from './readiness.ts';

export function rolloutsController(lab: LabContext): ControlPlaneProcess {
  return {
    name: 'rollouts-controller',
    command: lab.binary('rollouts-controller'),
    args: [
      `--kubeconfig=${lab.kubeconfig}`,
      '--leader-elect=false',
      `--metricsPort=${lab.ports.rolloutsMetrics}`,
      `--healthzPort=${lab.ports.rolloutsHealth}`,
    ],
    ready: () => isListening(lab.ports.rolloutsHealth),
  };
}

/** Argo CD is one binary; the name that it is given decides what it does. */
export function argocdRepoServer(lab: LabContext): ControlPlaneProcess {
  const folder = join(lab.folder, 'argocd');
  return {
    name: 'argocd-repo-server',
    command: lab.binary('argocd'),
    args: [
      '--address=127.0.0.1',
      `--port=${lab.ports.repoServer}`,
      `--metrics-port=${lab.ports.repoServerMetrics}`,
      `--redis=127.0.0.1:${lab.ports.redis}`,
    ],
    env: {
      ...argocdEnvironment(lab, 'argocd-repo-server'),
      ARGOCD_GPG_ENABLED: 'false',
      ARGOCD_TLS_DATA_PATH: join(folder, 'tls'),
      ARGOCD_SSH_DATA_PATH: join(folder, 'ssh'),
      ARGOCD_ASK_PASS_SOCK: join(folder, 'ask-pass.sock'),
      ARGOCD_PLUGINSOCKFILEPATH: join(folder, 'plugins'),
      TMPDIR: join(folder, 'tmp'),
    },
    ready: () => isListening(lab.ports.repoServer),
  };
}

export function argocdApplicationController(
  lab: LabContext,
): ControlPlaneProcess {
  return {
    name: 'argocd-application-controller',
    command: lab.binary('argocd'),
    args: [
      `--kubeconfig=${lab.kubeconfig}`,
      '--namespace=argocd',
      `--redis=127.0.0.1:${lab.ports.redis}`,
      `--repo-server=127.0.0.1:${lab.ports.repoServer}`,
      `--metrics-port=${lab.ports.applicationMetrics}`,
      // It can miss the last change of a Rollout's health, and would show the one before until then.
      '--app-resync=10',
      '--app-resync-jitter=0',
      // Since 3.0 the health of single resources is not in the Application without it.
      '--persist-resource-health',
    ],
    env: {
      ...argocdEnvironment(lab, 'argocd-application-controller'),
      ARGOCD_FAKE_IN_CLUSTER: 'true',
      // What stands for its own cluster then is read from here, whatever --kubeconfig says.
      KUBECONFIG: lab.kubeconfig,
    },
    ready: () => isListening(lab.ports.applicationMetrics),
  };
}

export function argocdApplicationSetController(
  lab: LabContext,
): ControlPlaneProcess {
  return {
    name: 'argocd-applicationset-controller',
    command: lab.binary('argocd'),
    args: [
      `--kubeconfig=${lab.kubeconfig}`,
      '--namespace=argocd',
      `--argocd-repo-server=127.0.0.1:${lab.ports.repoServer}`,
      `--metrics-addr=127.0.0.1:${lab.ports.applicationSetMetrics}`,
      `--probe-addr=127.0.0.1:${lab.ports.applicationSetProbe}`,
      `--webhook-addr=127.0.0.1:${lab.ports.applicationSetWebhook}`,
    ],
    env: {
      ...argocdEnvironment(lab, 'argocd-applicationset-controller'),
      KUBECONFIG: lab.kubeconfig,
    },
    ready: () => isListening(lab.ports.applicationSetProbe),
  };
}

/** Its own API, to compare with: what Slipway does goes through Kubernetes. */
export function argocdServer(lab: LabContext): ControlPlaneProcess {
  return {
    name: 'argocd-server',
    command: lab.binary('argocd'),
    args: [
      `--kubeconfig=${lab.kubeconfig}`,
      '--namespace=argocd',
      '--address=127.0.0.1',
      `--port=${lab.ports.argocdServer}`,
      '--metrics-address=127.0.0.1',
      `--metrics-port=${lab.ports.argocdServerMetrics}`,
      `--redis=127.0.0.1:${lab.ports.redis}`,
      `--repo-server=127.0.0.1:${lab.ports.repoServer}`,
      '--insecure',
      // On loopback, in a lab that goes with its folder.
      '--disable-auth',
      `--staticassets=${join(lab.folder, 'argocd', 'static')}`,
    ],
    env: {
      ...argocdEnvironment(lab, 'argocd-server'),
      ARGOCD_FAKE_IN_CLUSTER: 'true',
      KUBECONFIG: lab.kubeconfig,
      ARGOCD_TLS_DATA_PATH: join(lab.folder, 'argocd', 'tls'),
      ARGOCD_SSH_DATA_PATH: join(lab.folder, 'argocd', 'ssh'),
    },
    ready: () =>
      answers(`http://127.0.0.1:${lab.ports.argocdServer}/api/version`),
  };
}

function argocdEnvironment(
  lab: LabContext,
  role: string,
): Record<string, string> {
  return {
    ARGOCD_BINARY_NAME: role,
    // It calls git, helm, kustomize, itself as `argocd`, and a script of its own.
    PATH: [join(lab.folder, 'bin'), process.env.PATH].join(delimiter),
  };
}
