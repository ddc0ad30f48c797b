/** What Argo CD is doing with an Application, or what keeps it from doing anything. */
export type ApplicationReading =
  | { kind: 'removing' }
  /** Not permitted by its project, or not valid: Argo CD does nothing with it. */
  | { kind: 'invalid' }
  | { kind: 'cannot-compare' }
  | { kind: 'not-looked-at' }
  | { kind: 'deploying'; waitsFor?: string; isHook: boolean }
  | { kind: 'stopping' }
  /** Its operation failed and is tried again. */
  | { kind: 'retrying' }
  | { kind: 'blocked-by-window' }
  | { kind: 'failed' }
  | { kind: 'stopped' }
  /** Deployed, and not yet compared again: what sync says is from before. */
  | { kind: 'comparing' }
  /** Argo CD is going to sync by itself; `isNewCommit` is false when it mends a drift. */
  | { kind: 'about-to-deploy'; isNewCommit: boolean }
  | { kind: 'out-of-sync'; isRolledBack: boolean }
  | { kind: 'synced' };
