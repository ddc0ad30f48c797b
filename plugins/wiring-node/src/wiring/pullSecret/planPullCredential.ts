interface Credential {
  username: string;
  password: string;
}

/**
 * What was found in the namespace of one environment.
 *
 * @public
 */
export interface FoundPullSecret {
  environment: string;
  /** The credential in its Secret, when the registry took it. */
  working?: Credential;
}

/**
 * Where the credential for the Secrets that need one comes from.
 *
 * @public
 */
export type PullCredentialPlan =
  /** All of them work. */
  | { kind: 'none' }
  /** The app config has it, or a Secret of another environment holds one that works. */
  | { kind: 'given'; credential: Credential }
  | { kind: 'mint' };

/** @public */
export function planPullCredential(
  found: FoundPullSecret[],
  configured?: Credential,
): PullCredentialPlan {
  if (found.every(({ working }) => working)) {
    return { kind: 'none' };
  }
  const credential =
    configured ?? found.find(({ working }) => working)?.working;
  return credential ? { kind: 'given', credential } : { kind: 'mint' };
}
