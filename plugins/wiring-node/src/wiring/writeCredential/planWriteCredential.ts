import { ForgeVariable, HeldCredential } from '../../forge';
import { Plan } from '../../run';

/**
 * What is to be done about the credential with which CI writes to the GitOps repository.
 *
 * @public
 */
export interface WriteCredentialPlan {
  plan: Plan;
  /** Whether a new one is minted and stored. */
  mint: boolean;
  /** Active ones of the name that nothing uses, such as those of a launch that broke off. */
  orphans: HeldCredential[];
  /** The one that stays. */
  held?: HeldCredential;
}

/**
 * How the variable says, by reference, which credential it holds.
 *
 * @public
 */
export function credentialReference(
  credential: Pick<HeldCredential, 'title' | 'name' | 'id'>,
  repository: string,
): string {
  const { title, name, id } = credential;
  return `Slipway: ${title} ${name} #${id} of ${repository}`;
}

interface Facts {
  name: string;
  /** The path of the GitOps repository. */
  repository: string;
  credentials: HeldCredential[];
  /** Those of the app repository that may hold it. */
  variables: ForgeVariable[];
  /** How it is to be kept. */
  kept: Pick<ForgeVariable, 'secret' | 'masked' | 'protected'>;
  now: Date;
  renewDays: number;
  rotate: boolean;
}

/** @public */
export function planWriteCredential(facts: Facts): WriteCredentialPlan {
  const { name, repository, variables } = facts;
  const active = facts.credentials.filter(
    one => one.name === name && one.active,
  );
  const referenceOf = (one: HeldCredential) =>
    credentialReference(one, repository);
  const held = active.find(one =>
    variables.some(({ description }) => description === referenceOf(one)),
  );
  const orphans = active.filter(one => one !== held);

  const why = reasonToMint({
    ...facts,
    held,
    variable:
      variables.find(
        ({ description }) => held && description === referenceOf(held),
      ) ?? variables[0],
  });
  if (why !== undefined) {
    return {
      plan:
        variables.length > 0 || active.length > 0
          ? { kind: 'update', why }
          : { kind: 'create' },
      mint: true,
      orphans: active,
    };
  }
  return {
    plan:
      orphans.length > 0
        ? { kind: 'update', why: `${orphans.length} tokens that nothing uses` }
        : { kind: 'unchanged' },
    mint: false,
    orphans,
    held,
  };
}

function reasonToMint(
  options: Pick<Facts, 'kept' | 'now' | 'renewDays' | 'rotate'> & {
    held: HeldCredential | undefined;
    variable: ForgeVariable | undefined;
  },
): string | undefined {
  const { held, variable, kept } = options;
  if (!variable) {
    return 'the variable is missing';
  }
  if (!held) {
    return 'the variable holds no active token';
  }
  if (
    variable.secret !== kept.secret ||
    variable.masked !== kept.masked ||
    variable.protected !== kept.protected
  ) {
    return 'the variable was not hidden and protected';
  }
  if (options.rotate) {
    return 'asked for';
  }
  const end = held.expiresAt ? Date.parse(held.expiresAt) : Infinity;
  const renewFrom = end - options.renewDays * 24 * 3600 * 1000;
  return options.now.getTime() >= renewFrom
    ? `the token expires on ${held.expiresAt}`
    : undefined;
}

/**
 * A date, so many days from now.
 *
 * @public
 */
export function expiryDate(now: Date, days: number): string {
  return new Date(now.getTime() + days * 24 * 3600 * 1000)
    .toISOString()
    .slice(0, 10);
}
