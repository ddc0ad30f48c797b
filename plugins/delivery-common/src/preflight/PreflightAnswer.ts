import { z } from 'zod';
import { Sentence } from '../state';

/**
 * What the form knows before a launch, as `POST /v1/preflight` takes it.
 *
 * @public
 */
export interface PreflightRequest {
  /** The name of the service. */
  service: string;
  /** The kind of forge that the template is made for. */
  forge?: 'gitlab' | 'github';
  /** The tags of the pipeline's jobs. */
  jobTags?: string[];
  /** The custom kinds of its manifests, beside those of Argo CD; `Rollout` without. */
  kinds?: string[];
  /** What its pods ask for in each environment at the most, such as `requests.memory: 704Mi`. */
  resources?: Record<string, Record<string, string>>;
}

const word = z.string().min(1).max(100);

/** @public */
export const preflightRequestSchema: z.ZodType<PreflightRequest> = z
  .object({
    service: word,
    forge: z.enum(['gitlab', 'github']).optional(),
    jobTags: z.array(word).max(20).optional(),
    kinds: z.array(word).max(20).optional(),
    resources: z.record(z.record(word)).optional(),
  })
  .strict();

/**
 * What a finding, or a look, is about.
 *
 * @public
 */
export interface PreflightPlace {
  kind:
    | 'forge'
    | 'group'
    | 'repository'
    | 'registry'
    | 'cluster'
    | 'environment'
    | 'argocd'
    | 'portal';
  name: string;
}

/**
 * Who can mend it: who runs the portal, who owns the group on the forge, who runs the cluster, or who
 * is about to launch.
 *
 * @public
 */
export type PreflightMender =
  | 'platform-team'
  | 'forge-owner'
  | 'cluster-owner'
  | 'launcher';

/** @public */
export interface PreflightFinding {
  id: string;
  /** Whether a launch would fail with it, or only be worse for it. */
  severity: 'blocks' | 'warns';
  place: PreflightPlace;
  who: PreflightMender;
  wrong: Sentence;
  breaks: Sentence;
  mend: Sentence;
}

/** @public */
export interface PreflightCheck {
  id: string;
  place: PreflightPlace;
  what: Sentence;
}

/** @public */
export interface SkippedPreflightCheck extends PreflightCheck {
  reason: Sentence;
}

/**
 * Everything that was found, at once.
 *
 * @public
 */
export interface PreflightAnswer {
  /** Blocking ones first. */
  findings: PreflightFinding[];
  checked: PreflightCheck[];
  /** Looks that were not taken, or did not tell. */
  skipped: SkippedPreflightCheck[];
}
