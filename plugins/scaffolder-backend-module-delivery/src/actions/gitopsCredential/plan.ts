import { AccessToken, Variable, Plan } from '@slipway/plugin-wiring-node';

/** What is to be done about the token with which CI writes to the GitOps repository. */
export interface CredentialPlan {
  plan: Plan;
  /** Whether a new token is minted and stored. */
  mint: boolean;
  /** Active tokens of the name that nothing uses, such as those of a launch that broke off. */
  orphans: number[];
  /** Until when the token that stays is good. */
  expiresAt?: string;
}

/** How the variable says, by reference, which token it holds. */
export function tokenReference(options: {
  tokenName: string;
  id: number;
  repository: string;
}): string {
  return `Slipway: access token ${options.tokenName} #${options.id} of ${options.repository}`;
}

export function planGitopsCredential(options: {
  tokenName: string;
  repository: string;
  tokens: AccessToken[];
  variable: Variable | undefined;
  now: Date;
  renewDays: number;
  rotate: boolean;
}): CredentialPlan {
  const { tokenName, repository, variable } = options;
  const active = options.tokens.filter(
    ({ name, active: isActive, revoked }) =>
      name === tokenName && isActive && !revoked,
  );
  const held = active.find(
    ({ id }) =>
      variable?.description === tokenReference({ tokenName, id, repository }),
  );
  const orphans = active.filter(token => token !== held).map(({ id }) => id);

  const why = reasonToMint({ ...options, held });
  if (why !== undefined) {
    return {
      plan:
        variable || active.length > 0
          ? { kind: 'update', why }
          : { kind: 'create' },
      mint: true,
      orphans: active.map(({ id }) => id),
    };
  }
  return {
    plan:
      orphans.length > 0
        ? { kind: 'update', why: `${orphans.length} tokens that nothing uses` }
        : { kind: 'unchanged' },
    mint: false,
    orphans,
    expiresAt: held?.expires_at ?? undefined,
  };
}

function reasonToMint(options: {
  held: AccessToken | undefined;
  variable: Variable | undefined;
  now: Date;
  renewDays: number;
  rotate: boolean;
}): string | undefined {
  const { held, variable } = options;
  if (!variable) {
    return 'the variable is missing';
  }
  if (!held) {
    return 'the variable holds no active token';
  }
  if (!(variable.hidden && variable.masked && variable.protected)) {
    return 'the variable was not hidden and protected';
  }
  if (options.rotate) {
    return 'asked for';
  }
  const end = held.expires_at ? Date.parse(held.expires_at) : Infinity;
  const renewFrom = end - options.renewDays * 24 * 3600 * 1000;
  return options.now.getTime() >= renewFrom
    ? `the token expires on ${held.expires_at}`
    : undefined;
}

/** A date, so many days from now. */
export function expiryDate(now: Date, days: number): string {
  return new Date(now.getTime() + days * 24 * 3600 * 1000)
    .toISOString()
    .slice(0, 10);
}
