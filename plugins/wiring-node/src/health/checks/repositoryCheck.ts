import { ForgeRepository, HeldCredential } from '../../forge';
import { PushRule } from '../../forge/access';
import { fault } from '../fault';
import { Sighting } from '../Sighting';
import { WiringFault } from '../WiringReport';
import { WiringLook } from '../WiringLook';
import { writeSight } from './writeSight';

/** A repository, its default branch, and whether CI can do there what it is to do. */
export async function checkRepository(
  look: WiringLook,
  path: string,
  options: {
    side: 'app' | 'gitops';
    /** Where the launch put its files, where that is known. */
    launched?: string;
  },
): Promise<Sighting> {
  const repository = await look.repository(path);
  const faults = judgeRepository(repository, path);
  const webUrl = repository?.webUrl;
  const branch = repository?.defaultBranch;
  if (!repository || faults.length > 0 || !branch) {
    return { faults, webUrl };
  }
  const isThere =
    !repository.empty &&
    (await look.access(`branch ${path}`, access =>
      access.hasBranch(repository, branch),
    ));
  const place = { path, branch };
  if (!isThere) {
    return { faults: [fault('branch-missing', place)], webUrl };
  }
  const changed = judgeBranch(place, options.launched);
  switch (options.side) {
    case 'app':
      return {
        webUrl,
        faults: [
          ...changed,
          ...judgeGiving(
            await look.access(`variables ${path}`, access =>
              access.givesProtectedVariables(repository, branch),
            ),
            place,
          ),
        ],
      };
    case 'gitops': {
      const { held } = await writeSight(look);
      const rule =
        held &&
        (await look.access(`push ${path}`, access =>
          access.credentialPushRule(repository, branch, held),
        ));
      return {
        webUrl,
        faults: [...changed, ...judgePush(rule, { ...place, held })],
      };
    }
    default:
      throw new TypeError(`Not a side: ${options.side satisfies never}`);
  }
}

export function judgeRepository(
  repository: ForgeRepository | undefined,
  /** Where it was looked for. */
  asked: string,
): WiringFault[] {
  if (!repository) {
    return [fault('repository-missing', { path: asked })];
  }
  const { path } = repository;
  if (repository.leaving) {
    return [fault('repository-leaving', { path })];
  }
  if (path.toLowerCase() !== asked.toLowerCase()) {
    return [fault('repository-moved', { path: asked, to: path })];
  }
  return repository.archived ? [fault('repository-archived', { path })] : [];
}

export function judgeBranch(
  place: { path: string; branch: string },
  launched: string | undefined,
): WiringFault[] {
  return launched !== undefined && launched !== place.branch
    ? [fault('branch-changed', { ...place, launched })]
    : [];
}

export function judgeGiving(
  givesProtected: boolean,
  place: { path: string; branch: string },
): WiringFault[] {
  return givesProtected ? [] : [fault('branch-unprotected', place)];
}

export function judgePush(
  rule: PushRule | undefined,
  {
    path,
    branch,
    held,
  }: { path: string; branch: string; held?: Pick<HeldCredential, 'title'> },
): WiringFault[] {
  return rule?.kind === 'refused'
    ? [
        fault('push-refused', {
          path,
          branch,
          credential: held?.title ?? 'credential',
          allowed: rule.allowed,
        }),
      ]
    : [];
}
