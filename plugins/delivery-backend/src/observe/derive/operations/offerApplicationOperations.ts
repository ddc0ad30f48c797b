import { OperationOffer, Sentence } from '@slipway/plugin-delivery-common';
import { ApplicationFacts } from '../../parse';
import { readApplication } from '../application/readApplication';
import { isSameImage } from '../common/images';
import { say } from '../common/say';
import { EnvironmentInput } from '../EnvironmentInput';
import { deriveReleases } from '../environment/deriveReleases';
import { gravest, viewWorkloads } from '../workload/viewWorkloads';
import { basisOf } from './basisOf';

/** Refresh, and sync where git and cluster differ and nothing is running. */
export function offerApplicationOperations(
  input: EnvironmentInput,
): OperationOffer[] {
  const { application, environment } = input;
  if (!application || application.deletingSince !== undefined) return [];
  const refresh: OperationOffer = {
    kind: 'refresh',
    effect: say('operation.refresh', { environment: environment.title }),
    basis: basisOf(['refresh', application.ref.uid]),
  };
  const sync = offerSync(input, application);
  return sync ? [refresh, sync] : [refresh];
}

function offerSync(
  input: EnvironmentInput,
  application: ApplicationFacts,
): OperationOffer | undefined {
  const reading = readApplication(application, input.now);
  const canSync =
    reading.kind === 'out-of-sync' ||
    reading.kind === 'about-to-deploy' ||
    reading.kind === 'failed' ||
    reading.kind === 'stopped';
  if (!canSync || application.requested) return undefined;
  const workload = gravest(viewWorkloads(input))?.workload;
  const { live, wanted, liveLabel, wantedLabel } = deriveReleases(
    input,
    reading,
    workload,
  );
  const effect = syncEffect({
    environment: input.environment.title,
    to: wantedLabel,
    from: live && liveLabel,
    isSame: live && wanted && isSameImage(live, wanted),
  });
  const { operation, sync, ref } = application;
  return {
    kind: 'sync',
    effect,
    basis: basisOf([
      'sync',
      ref.uid,
      sync.revision ?? null,
      operation?.startedAt ?? null,
      operation?.phase ?? null,
    ]),
  };
}

function syncEffect({
  environment,
  to,
  from,
  isSame = false,
}: {
  environment: string;
  to: string;
  /** What is live. */
  from?: string;
  /** The image stays: other settings differ. */
  isSame?: boolean;
}): Sentence {
  if (from === undefined) return say('operation.sync', { environment, to });
  return isSame
    ? say('operation.syncSettings', { environment, from })
    : say('operation.syncFrom', { environment, to, from });
}
