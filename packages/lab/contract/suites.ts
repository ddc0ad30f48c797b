/** Test files, and which of their tests are cases of the contract. */
export interface ContractRun {
  /** Under `packages/`. */
  folder: string;
  file: string;
  namePattern?: string;
}

/** A contract, and how it is run on each side. */
export interface ContractSuite {
  id: string;
  title: string;
  /** Absent for what the sandbox has no part in. */
  twin?: ContractRun;
  lab: ContractRun;
}

const onLab = (name: string): ContractRun => ({
  folder: 'lab',
  file: `contract/${name}.contract.test.ts`,
});
const recorded = (file: string): ContractRun => ({
  folder: 'sandbox',
  file,
  namePattern: '^as recorded',
});

/** The contracts between the sandbox and the real things, quickest first. */
export const contractSuites: ContractSuite[] = [
  {
    // Before anything else makes Rollouts: it is told of a cluster without them.
    id: 'cluster-client',
    title: 'Cluster client',
    twin: { folder: 'lab', file: 'contract/clusterClient.twin.test.ts' },
    lab: onLab('clusterClient'),
  },
  {
    id: 'kubernetes',
    title: 'Kubernetes API',
    twin: {
      folder: 'sandbox',
      file: 'src/kubernetes/contract/contract.test.ts',
    },
    lab: onLab('kubernetes'),
  },
  {
    id: 'registry',
    title: 'Container registry',
    twin: {
      folder: 'sandbox',
      file: 'src/registry/contract/registry.contract.test.ts',
    },
    lab: onLab('registry'),
  },
  {
    id: 'pods',
    title: 'Pods that fail',
    twin: { folder: 'lab', file: 'contract/pods.twin.test.ts' },
    lab: onLab('pods'),
  },
  {
    id: 'rollouts',
    title: 'Argo Rollouts',
    twin: recorded('src/rollouts/contract/rollouts.contract.test.ts'),
    lab: onLab('rollouts'),
  },
  {
    id: 'argocd',
    title: 'Argo CD',
    twin: recorded('src/argocd/contract/argocd.contract.test.ts'),
    lab: onLab('argocd'),
  },
  {
    id: 'applicationsets',
    title: 'ApplicationSets of Argo CD',
    twin: {
      folder: 'sandbox',
      file: 'src/argocd/contract/applicationSets.contract.test.ts',
    },
    lab: onLab('applicationSets'),
  },
  {
    id: 'workload-cluster',
    title: 'A second cluster',
    lab: onLab('workloadCluster'),
  },
  {
    id: 'argocd-api',
    title: 'Argo CD’s own API',
    twin: {
      folder: 'sandbox',
      file: 'src/argocd/api/contract/api.contract.test.ts',
    },
    lab: onLab('argocdApi'),
  },
];
