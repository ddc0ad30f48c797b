import { AnalysisRunFacts } from './AnalysisRunFacts';
import { ApplicationFacts } from './ApplicationFacts';
import { DeploymentFacts } from './DeploymentFacts';
import { PodFacts } from './PodFacts';
import { ReplicaSetFacts } from './ReplicaSetFacts';
import { RolloutFacts } from './RolloutFacts';

/**
 * What is used of a watched object. Plain JSON: no secrets, no values of environment variables,
 * free text redacted and cut to 1,000 characters.
 */
export type Facts =
  | ApplicationFacts
  | RolloutFacts
  | ReplicaSetFacts
  | PodFacts
  | AnalysisRunFacts
  | DeploymentFacts;
