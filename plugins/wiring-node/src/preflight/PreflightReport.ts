import { Finding, PreflightPlace } from './Finding';

/**
 * A look that preflight takes, each for one place. Its words are `preflight.check.<id>`.
 *
 * @public
 */
export type CheckId =
  | 'forge'
  | 'token'
  | 'forge-quota'
  | 'group'
  | 'repository'
  | 'branch'
  | 'branches'
  | 'ci-push'
  | 'runner'
  | 'registry'
  | 'registry-login'
  | 'registry-address'
  | 'pull-secret'
  | 'repository-address'
  | 'cluster'
  | 'cluster-token'
  | 'cluster-version'
  | 'cluster-rights'
  | 'kinds'
  | 'controller'
  | 'namespace'
  | 'objects'
  | 'quota'
  | 'argocd-repository'
  | 'argocd-cluster'
  | 'hook'
  | 'hook-delivery';

/** @public */
export interface CheckName {
  id: CheckId;
  place: PreflightPlace;
}

/**
 * Why a check was not made.
 *
 * @public
 */
export type SkipReason =
  /** Another one has found, or could not find out, what it needs. */
  | { kind: 'after'; check: CheckName }
  | { kind: 'failed'; message: string }
  | { kind: 'slow'; seconds: number };

/** @public */
export interface PreflightReport {
  /** Blocking ones first. */
  findings: Finding[];
  checked: CheckName[];
  skipped: Array<CheckName & { reason: SkipReason }>;
}
