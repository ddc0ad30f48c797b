import { OperationOffer } from '@slipway/plugin-delivery-common';
import { ApplicationFacts } from '../../parse';
import { readApplication } from '../application/readApplication';
import { imageLabel, isSameImage } from '../common/images';
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
  const environment = input.environment.title;
  const effect =
    live && wanted && isSameImage(live, wanted)
      ? say('operation.syncSettings', { environment, from: imageLabel(live) })
      : say(live ? 'operation.syncFrom' : 'operation.sync', {
          environment,
          to: wantedLabel,
          ...(live && { from: liveLabel }),
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
