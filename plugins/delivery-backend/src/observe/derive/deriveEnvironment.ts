import { environmentNamespace } from '@slipway/plugin-delivery-node';
import { readApplication } from './application/readApplication';
import { say } from './common/say';
import { latest } from './common/times';
import { DerivedEnvironment, EnvironmentInput } from './EnvironmentInput';
import { deriveReleases } from './environment/deriveReleases';
import { healthState, syncState } from './environment/healthState';
import { judgeEnvironment } from './environment/judgeEnvironment';
import { judgeWorkload } from './environment/judgeWorkload';
import { Verdict } from './environment/Verdict';
import {
  findInvalidity,
  findWrongDestination,
} from './obstacles/findApplicationTrouble';
import { findComparisonTrouble } from './obstacles/findComparisonTrouble';
import { Finding, finding, obstacleOf } from './obstacles/Finding';
import { findMutableTag } from './obstacles/findMutableTag';
import { findResourceTrouble } from './obstacles/findResourceTrouble';
import { findSyncTrouble } from './obstacles/findSyncTrouble';
import { findWorkloadTrouble } from './obstacles/findWorkloadTrouble';
import { keepKnownCauses } from './obstacles/keepKnownCauses';
import { gravest, viewWorkloads } from './workload/viewWorkloads';

/**
 * The state of one environment. Pure; `previous` is the state derived before, which keeps `since`
 * steady and the cause of a failure known while it is being tried again.
 */
export function deriveEnvironment(
  input: EnvironmentInput,
  previous?: DerivedEnvironment,
): DerivedEnvironment {
  const { environment, service, argocd, application, now } = input;
  const namespace = environmentNamespace(environment, service);
  const reading = application && readApplication(application, now);
  const views = viewWorkloads(input);
  const known = previous?.obstacles ?? [];
  const judged = views.map(view => {
    const findings = keepKnownCauses(
      findWorkloadTrouble(view, input, namespace),
      known,
    );
    return {
      ...view,
      findings,
      workload: { ...view.workload, ...judgeWorkload(view, findings) },
    };
  });
  const main = gravest(judged);
  const releases = deriveReleases(input, reading, main?.workload);
  const { liveLabel, wantedLabel } = releases;
  const ofPlace = [
    ...findUnreadable(input),
    ...(application ? findWrongDestination(application, input) : []),
  ];
  const ofApplication =
    application && reading
      ? keepKnownCauses(
          [
            ...findInvalidity(application),
            ...findSyncTrouble(application, reading, wantedLabel),
            // What is deployed has been read from git since.
            ...(reading.kind === 'deploying'
              ? []
              : findComparisonTrouble(application)),
            ...findResourceTrouble(application, main?.workload, liveLabel),
          ],
          known,
        )
      : [];
  const verdict = judge();

  const state: DerivedEnvironment = {
    name: environment.name,
    title: environment.title,
    rank: environment.rank,
    cluster: environment.cluster,
    namespace,
    standing: verdict.standing,
    sentence: verdict.sentence,
    sync: syncState(application),
    health: healthState(application, reading),
    obstacles: [
      ...ofPlace,
      ...ofApplication,
      ...judged.flatMap(it => it.findings),
      ...findMutableTag([releases.wanted, main?.workload.asked]),
    ].map(obstacleOf),
  };
  if (application) {
    state.application = {
      name: application.ref.name,
      namespace: application.ref.namespace,
      ...(argocd.url !== undefined && {
        url: `${argocd.url.replace(/\/+$/, '')}/applications/${
          application.ref.namespace
        }/${application.ref.name}`,
      }),
    };
  }
  const since = sinceWhen(verdict, state, previous);
  if (since !== undefined) state.since = since;
  if (releases.live) state.live = releases.live;
  if (releases.wanted) state.wanted = releases.wanted;
  const rollout = judged.find(it => it.rollout)?.rollout;
  if (rollout) state.rollout = rollout.derived.state;
  return state;

  function judge(): Verdict {
    const [misplaced] = ofPlace;
    if (misplaced) {
      return {
        standing:
          misplaced.code === 'WrongDestination' ? 'degraded' : 'unknown',
        sentence: misplaced.what,
      };
    }
    if (!application || !reading) {
      return main
        ? {
            standing: main.workload.standing,
            sentence: main.workload.sentence,
            since: main.workload.since,
          }
        : judgeUnknownWorkload(input);
    }
    return judgeEnvironment({
      application,
      reading,
      workload: main && { ...main.workload, facts: main.workload },
      releases,
      findings: ofApplication,
      now,
    });
  }
}

/** No Application and no workload; its pods may have been seen before it. */
function judgeUnknownWorkload({ replicaSets }: EnvironmentInput): Verdict {
  const owner = replicaSets.find(it => it.wanted > 0 && it.owner)?.owner;
  return owner
    ? {
        standing: 'progressing',
        sentence: say('environment.workloadNotSeen', {
          object: `${owner.kind}/${owner.name}`,
        }),
      }
    : { standing: 'empty', sentence: say('environment.noApplication') };
}

/** Objects that cannot be read and that what is said here would have to rely on. */
function findUnreadable({ unreadable = [] }: EnvironmentInput): Finding[] {
  return unreadable
    .filter(
      ({ ref }) =>
        ref.kind === 'Application' ||
        ref.kind === 'Rollout' ||
        ref.kind === 'Deployment',
    )
    .slice(0, 3)
    .map(({ ref, problem }) => {
      const object = `${ref.kind}/${ref.name}`;
      return finding({
        code: 'Unreadable',
        what: say('obstacle.unreadable.what', { object }),
        next: say('obstacle.unreadable.next'),
        object,
        detail: problem,
      });
    });
}

/**
 * A standing that goes on keeps its time; a new one has not begun before the one it follows. The
 * times are those of the objects, so that a restart of the portal changes none of them.
 */
function sinceWhen(
  verdict: Verdict,
  { live }: Pick<DerivedEnvironment, 'live'>,
  previous: DerivedEnvironment | undefined,
): string | undefined {
  if (!previous) return verdict.since;
  const isSameImage =
    previous.live?.tag === live?.tag && previous.live?.digest === live?.digest;
  // Healthy with another image is a new state, even where all that lay between was missed.
  const goesOn = verdict.standing !== 'healthy' || isSameImage;
  if (previous.standing === verdict.standing && goesOn) {
    return previous.since ?? verdict.since;
  }
  return verdict.since === undefined
    ? undefined
    : latest(verdict.since, previous.since);
}
