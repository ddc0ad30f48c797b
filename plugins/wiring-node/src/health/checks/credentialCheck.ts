import { CredentialUse, HeldCredential } from '../../forge';
import { fault } from '../fault';
import { Sighting } from '../Sighting';
import { WiringFault } from '../WiringReport';
import { WiringLook } from '../WiringLook';
import { heldInRepositorySecrets } from './repositorySecretCheck';
import { heldInPullSecrets } from './pullSecretCheck';
import { writeSight } from './writeSight';

const dayInMilliseconds = 24 * 3600 * 1000;

/** What the least of each kind may do, in the forges' words. */
const leastScopes: Record<CredentialUse, readonly string[]> = {
  write: ['write_repository', 'write'],
  read: ['read_repository', 'read'],
  pull: ['read_registry'],
};

/** A credential of a repository: whether there is one, for how long, for what, and for whom. */
export async function checkCredential(
  look: WiringLook,
  { path, name }: { path: string; name: string },
  use: CredentialUse,
): Promise<Sighting> {
  const named = await look.credentials(path, use, name);
  const active = named.filter(one => one.active);
  const inUse = active.length > 0 ? await usedOf(look, use, active) : {};
  const current =
    active.find(({ id }) => inUse.used?.includes(id)) ?? active.at(-1);
  return {
    faults: judgeCredential({
      use,
      path,
      name,
      named,
      current,
      used: inUse.used,
      now: look.deps.clock.now(),
      renewDays: look.deps.launch.token.renewDays,
    }),
    ...(inUse.unknownBecause && {
      unknownBecause: `Whether another one is left over: ${inUse.unknownBecause}`,
    }),
    webUrl: (await look.usable(path)).webUrl,
    expiresAt: current?.expiresAt?.slice(0, 10),
    scopes: current?.scopes,
  };
}

/** The ids of those that some place holds; undefined when not all places could be looked at. */
async function usedOf(
  look: WiringLook,
  use: CredentialUse,
  active: HeldCredential[],
): Promise<{ used?: string[]; unknownBecause?: string }> {
  try {
    const used = (identities: ReadonlyArray<string | undefined>) => ({
      used: active
        .filter(({ identity }) => identities.includes(identity))
        .map(({ id }) => id),
    });
    switch (use) {
      case 'write': {
        const { held } = await writeSight(look);
        return { used: held ? [held.id] : [] };
      }
      case 'read':
        return used(await heldInRepositorySecrets(look));
      case 'pull':
        return used(await heldInPullSecrets(look));
      default:
        throw new TypeError(`Not a use: ${use satisfies never}`);
    }
  } catch (error) {
    return { unknownBecause: (error as Error).message };
  }
}

export function judgeCredential(seen: {
  use: CredentialUse;
  path: string;
  name: string;
  /** All of its name, also those that are over. */
  named: HeldCredential[];
  /** The one that is used, or the newest. */
  current: HeldCredential | undefined;
  /** Ids of active ones; undefined when it is not known. */
  used: readonly string[] | undefined;
  now: Date;
  renewDays: number;
}): WiringFault[] {
  const { use, path, name, named, current, used, now } = seen;
  if (!current) {
    const ended = named
      .map(({ expiresAt }) => expiresAt?.slice(0, 10))
      .filter(date => date !== undefined && Date.parse(date) <= now.getTime())
      .sort()
      .at(-1);
    return ended === undefined
      ? [fault('credential-missing', { name, path })]
      : [fault('credential-expired', { name, path, date: ended })];
  }
  const { title } = current;
  const date = current.expiresAt?.slice(0, 10);
  const renewFrom = date
    ? Date.parse(date) - seen.renewDays * dayInMilliseconds
    : Infinity;
  const tooMany = current.scopes.filter(
    scope => !leastScopes[use].includes(scope),
  );
  // When none is used, what should hold it is at fault.
  const leftOver =
    used && used.length > 0
      ? named.filter(({ id, active }) => active && !used.includes(id)).length
      : 0;
  return [
    ...(now.getTime() >= renewFrom
      ? [fault('credential-ends', { name, path, date: date! })]
      : []),
    ...(tooMany.length > 0
      ? [
          fault('credential-scopes', {
            name,
            path,
            title,
            scopes: tooMany.join(', '),
          }),
        ]
      : []),
    ...(leftOver > 0
      ? [fault('credential-orphaned', { name, path, count: leftOver })]
      : []),
  ];
}
