/** A program that is built from a Go module. */
export interface Program {
  /** The name of the binary. */
  name: string;
  /** The main package. */
  package: string;
}

/**
 * Programs that share one `go.mod` below `modules/`. Each family has its own, because Argo
 * Rollouts and Argo CD are pinned to different Kubernetes libraries.
 */
export interface Family {
  id: string;
  title: string;
  programs: Program[];
  /** The module whose manifests and stages the lab reads, too. */
  module?: string;
  /** What the linker writes into the binaries, such as their version. */
  linkerFlags?: string[];
}

const kubernetesVersion = '1.36.4';
const [major, minor] = kubernetesVersion.split('.');

export const families: Family[] = [
  {
    id: 'redis',
    title: 'miniredis 2',
    programs: [{ name: 'redis', package: '.' }],
  },
  {
    id: 'tools',
    title: 'Helm 4, Kustomize 5, distribution 3',
    programs: [
      { name: 'kustomize', package: 'sigs.k8s.io/kustomize/kustomize/v5' },
      { name: 'helm', package: 'helm.sh/helm/v4/cmd/helm' },
      {
        name: 'registry',
        package: 'github.com/distribution/distribution/v3/cmd/registry',
      },
    ],
  },
  {
    id: 'etcd',
    title: 'etcd 3.6',
    programs: [{ name: 'etcd', package: 'go.etcd.io/etcd/server/v3' }],
  },
  {
    id: 'kwok',
    title: 'KWOK 0.8',
    module: 'sigs.k8s.io/kwok',
    programs: [{ name: 'kwok', package: 'sigs.k8s.io/kwok/cmd/kwok' }],
  },
  {
    id: 'k8s',
    title: `Kubernetes ${kubernetesVersion}`,
    programs: [
      'kube-apiserver',
      'kube-controller-manager',
      'kube-scheduler',
    ].map(name => ({ name, package: `k8s.io/kubernetes/cmd/${name}` })),
    // Without a version the API server calls itself v0.0.0, and Helm refuses charts.
    linkerFlags: [
      ['gitVersion', `v${kubernetesVersion}`],
      ['gitMajor', major],
      ['gitMinor', minor],
    ].map(
      ([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`,
    ),
  },
  {
    id: 'rollouts',
    title: 'Argo Rollouts 1.9',
    module: 'github.com/argoproj/argo-rollouts',
    programs: [
      {
        name: 'rollouts-controller',
        package: 'github.com/argoproj/argo-rollouts/cmd/rollouts-controller',
      },
    ],
  },
  {
    id: 'argocd',
    title: 'Argo CD 3.5',
    module: 'github.com/argoproj/argo-cd/v3',
    programs: [
      { name: 'argocd', package: 'github.com/argoproj/argo-cd/v3/cmd' },
    ],
  },
];
