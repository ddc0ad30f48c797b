import { EnvironmentState, Release } from '@slipway/plugin-delivery-common';
import { ArgoCdConfig, EnvironmentConfig } from '@slipway/plugin-delivery-node';
import {
  AnalysisRunFacts,
  ApplicationFacts,
  DeploymentFacts,
  PodFacts,
  ReplicaSetFacts,
  RolloutFacts,
  Unreadable,
} from '../parse';

/** The facts of the namespace that an environment deploys to. */
export interface WorkloadFacts {
  rollouts: RolloutFacts[];
  replicaSets: ReplicaSetFacts[];
  pods: PodFacts[];
  analysisRuns: AnalysisRunFacts[];
  deployments: DeploymentFacts[];
}

/** All that the state of one environment of one service is derived from. */
export interface EnvironmentInput extends WorkloadFacts {
  environment: EnvironmentConfig;
  /** The name of the service, as the namespace pattern uses it. */
  service: string;
  argocd: ArgoCdConfig;
  application?: ApplicationFacts;
  /** Objects of this environment that could not be read. */
  unreadable?: Unreadable[];
  /**
   * The images that git asks for at the revision that Argo CD compares with; entries whose
   * `gitops.sha` names another revision are left out of account.
   */
  wantedImages?: Release[];
  /** Used for grace periods only; never for `since`. */
  now: Date;
  /** The commit of the app repository that a tag was built from. */
  commitOf?: (tag: string) => Release['commit'];
  /** The page of a commit of the GitOps repository. */
  gitopsUrl?: (sha: string) => string | undefined;
}

/** The state of an environment, before anybody's permissions are known. */
export type DerivedEnvironment = Omit<EnvironmentState, 'operations'>;
