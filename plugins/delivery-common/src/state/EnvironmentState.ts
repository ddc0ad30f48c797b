import { Sentence } from './messages';
import { OperationOffer } from './Operation';
import { RolloutState } from './RolloutState';

/**
 * An image with what is known of its way here.
 *
 * @public
 */
export interface Release {
  /** The image reference without tag or digest, as the manifest names it. */
  image: string;
  /** The tag; undefined when the manifest names a digest only. */
  tag?: string;
  /** `sha256:…`; undefined when the manifest names a tag only. */
  digest?: string;
  /** The commit of the app repository that the image was built from, when the tag tells. */
  commit?: { sha: string; url?: string };
  /** The commit of the GitOps repository that asks for this image. */
  gitops?: { sha: string; url?: string };
}

/**
 * What Argo CD says about manifests and cluster being the same.
 *
 * @public
 */
export type SyncState = 'synced' | 'out-of-sync' | 'unknown';

/**
 * What Argo CD says about the health of the Application, read with what is known to make it
 * meaningless: `unknown` where nothing was ever deployed or the comparison failed.
 *
 * @public
 */
export type HealthState =
  | 'healthy'
  | 'progressing'
  | 'suspended'
  | 'degraded'
  | 'missing'
  | 'unknown';

/**
 * The one thing that a person should know first about an environment.
 *
 * @public
 */
export type Standing =
  /** No Application, or an Application that has never deployed anything. */
  | 'empty'
  /** A change is on its way and nobody has to act. */
  | 'progressing'
  /** A change waits for a person, or for the end of a timed pause. */
  | 'paused'
  /** What is wanted is live and well. */
  | 'healthy'
  /** What is live is well, but git asks for something else and nothing is bringing it there. */
  | 'out-of-sync'
  /** Something failed and a person has to act. */
  | 'degraded'
  /** The state cannot be told; the sentence says why. */
  | 'unknown';

/**
 * Something that stands between what is wanted and what is live.
 *
 * @public
 */
export interface Obstacle {
  /** A stable code, for programs: `ImagePullBackOff`, `CrashLoopBackOff`, `QuotaExceeded`, … */
  code: string;
  /** What is wrong. */
  what: Sentence;
  /** What to do next. */
  next: Sentence;
  /** The object that says so, as `Kind/name`. */
  object?: string;
  /** The controller's own words, trimmed to 1,000 characters, credentials removed. */
  detail?: string;
}

/**
 * One environment of one service.
 *
 * @public
 */
export interface EnvironmentState {
  /** The name from config, such as `staging`. */
  name: string;
  title: string;
  /** The place in the promotion order, from 0. */
  rank: number;
  cluster: string;
  namespace: string;
  /** Undefined while there is no Application for this environment. */
  application?: { name: string; namespace: string; url?: string };
  standing: Standing;
  /** The standing in words. */
  sentence: Sentence;
  /** Since when the standing holds, ISO 8601; undefined while it is not known. */
  since?: string;
  sync: SyncState;
  health: HealthState;
  /** What serves the users now; undefined where nothing does. */
  live?: Release;
  /** What git asks for; undefined while that is not known. */
  wanted?: Release;
  obstacles: Obstacle[];
  /** Undefined when the workload is not a Rollout. */
  rollout?: RolloutState;
  /** The operations that make sense now and that this user may do. */
  operations: OperationOffer[];
}
