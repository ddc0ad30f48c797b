import {
  LaunchDetails,
  LaunchSummary,
  TakeBackAnswer,
  TakeBackPreview,
  TakeBackRequest,
} from '@slipway/plugin-delivery-common';
import { LaunchesApi, TakeBackTarget } from '../api';

/**
 * The launches of a delivery backend with knobs: what there is, what a take-back would do, and how
 * it is answered.
 *
 * @public
 */
export class FakeLaunchesApi implements LaunchesApi {
  launches: LaunchDetails[];
  /** What each preview shows, one after the other; the last one stays. */
  previews: TakeBackPreview[] = [{ basis: 'b1', steps: [] }];
  /** Thrown by each read of the list. */
  failure?: Error;
  /** Thrown by the next requests, in their order. */
  refusals: Error[] = [];
  readonly asked: Array<{ target: TakeBackTarget; also: readonly string[] }> =
    [];
  readonly taken: Array<{ target: TakeBackTarget; request: TakeBackRequest }> =
    [];

  constructor(launches: LaunchDetails[] = []) {
    this.launches = launches;
  }

  async getLaunches(): Promise<LaunchSummary[]> {
    if (this.failure) {
      throw this.failure;
    }
    return this.launches;
  }

  async getLaunch(id: string): Promise<LaunchDetails> {
    const launch = this.launches.find(one => one.id === id);
    if (!launch) {
      throw new Error(`The fake has no launch ${id}.`);
    }
    return launch;
  }

  async previewTakeBack(
    target: TakeBackTarget,
    also: readonly string[],
  ): Promise<TakeBackPreview> {
    this.asked.push({ target, also });
    const [preview] = this.previews;
    if (this.previews.length > 1) {
      this.previews.shift();
    }
    return preview;
  }

  async takeBack(
    target: TakeBackTarget,
    request: TakeBackRequest,
  ): Promise<TakeBackAnswer> {
    this.taken.push({ target, request });
    const refusal = this.refusals.shift();
    if (refusal) {
      throw refusal;
    }
    return { launch: target.kind === 'launch' ? target.id : 'decommission-1' };
  }
}

/**
 * A launch that has failed after making a repository, or as the fields say.
 *
 * @public
 */
export function createLaunch(
  fields: Partial<LaunchDetails> = {},
): LaunchDetails {
  return {
    id: 'task-1',
    kind: 'launch',
    service: 'payments',
    entityRef: 'component:default/payments',
    owner: 'group:default/service-team',
    actor: 'user:default/developer',
    template: 'template:default/fastapi-gitlab-kustomize',
    status: 'failed',
    reason: 'GitLab answered 403',
    startedAt: '2026-11-21T12:00:00.000Z',
    seenAt: '2026-11-21T12:01:00.000Z',
    mayTakeBack: true,
    items: [
      {
        key: 'repository host=gitlab.example.com path=acme/payments',
        kind: 'repository',
        what: 'app repository',
        name: 'acme/payments',
        status: 'created',
        origin: 'created',
        madeBy: 'task-1',
        at: '2026-11-21T12:00:30.000Z',
      },
    ],
    ...fields,
  };
}
