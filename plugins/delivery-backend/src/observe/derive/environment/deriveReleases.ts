import { Release } from '@slipway/plugin-delivery-common';
import { ApplicationFacts } from '../../parse';
import { isCommit } from '../application/readApplication';
import { ApplicationReading } from '../application/ApplicationReading';
import { ImageParts, imageLabel } from '../common/images';
import { Workload } from '../common/Workload';
import { EnvironmentInput } from '../EnvironmentInput';

/** What is live and what is wanted, and how sentences call them. */
export interface Releases {
  live?: Release;
  wanted?: Release;
  /** The tag that is live; else the name of the workload or of the service. */
  liveLabel: string;
  /** The tag that is wanted, or the commit that asks for it. */
  wantedLabel: string;
}

export function deriveReleases(
  input: EnvironmentInput,
  reading: ApplicationReading | undefined,
  workload: Workload | undefined,
): Releases {
  const { application, service } = input;
  const revision = application?.sync.revision;
  const live = workload?.live && releaseOf(workload.live, input);
  const wanted = wantedRelease(input, reading, workload);
  const deploying = application?.requested?.revision;
  const isDeployingOther = isCommit(deploying) && deploying !== revision;
  const commit = isDeployingOther ? deploying : revision ?? deploying;
  return {
    live,
    wanted,
    liveLabel: live ? imageLabel(live) : workload?.name ?? service,
    wantedLabel:
      wanted && !isDeployingOther
        ? imageLabel(wanted)
        : commitLabel(commit) ?? service,
  };
}

function wantedRelease(
  input: EnvironmentInput,
  reading: ApplicationReading | undefined,
  workload: Workload | undefined,
): Release | undefined {
  const { application, gitopsUrl } = input;
  const revision = application?.sync.revision;
  const fromGit = (input.wantedImages ?? []).filter(
    it => !it.gitops || !revision || it.gitops.sha === revision,
  );
  const own = fromGit.find(it => it.image === workload?.asked?.image);
  const [image] = own ? [own] : fromGit;
  const found: ImageParts | undefined =
    image ??
    (!application || isApplied(application, reading)
      ? workload?.asked
      : undefined);
  if (!found) return undefined;
  const url = isCommit(revision) ? gitopsUrl?.(revision) : undefined;
  return {
    ...releaseOf(found, input),
    ...(isCommit(revision) && {
      gitops: { sha: revision, ...(url !== undefined && { url }) },
    }),
  };
}

/** What the workload asks for is what git asks for. */
function isApplied(
  { sync }: ApplicationFacts,
  reading: ApplicationReading | undefined,
): boolean {
  return (
    sync.status === 'Synced' &&
    (reading?.kind === 'synced' || reading?.kind === 'failed')
  );
}

function releaseOf(
  { image, tag, digest }: ImageParts,
  { commitOf }: EnvironmentInput,
): Release {
  const commit = tag === undefined ? undefined : commitOf?.(tag);
  return {
    image,
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
    ...(commit && { commit }),
  };
}

function commitLabel(revision: string | undefined): string | undefined {
  return isCommit(revision) ? revision.slice(0, 8) : revision;
}
