import { isDeepStrictEqual } from 'node:util';
import type { Application } from '../model/Application.ts';
import { isMultiSource, REFRESH_ANNOTATION } from '../model/Application.ts';

/** How thoroughly an Application is compared; each level includes the ones before. */
export type CompareLevel =
  /** Only what runs is counted anew. */
  | 'summary'
  /** With the revision that was compared with last. */
  | 'recent'
  /** With the newest revision. */
  | 'latest'
  /** With the newest revision, and errors of the repository are told at once. */
  | 'forced';

const LEVELS: CompareLevel[] = ['summary', 'recent', 'latest', 'forced'];

export function higherLevel(
  a: CompareLevel | undefined,
  b: CompareLevel,
): CompareLevel {
  return a && LEVELS.indexOf(a) > LEVELS.indexOf(b) ? a : b;
}

export interface RefreshPlan {
  level: CompareLevel;
  /** Rendered again, whatever is remembered. */
  isHard: boolean;
}

function isSourceCompared(application: Application): boolean {
  const { comparedTo } = application.status?.sync ?? {};
  return isMultiSource(application)
    ? isDeepStrictEqual(application.spec.sources, comparedTo?.sources)
    : isDeepStrictEqual(application.spec.source, comparedTo?.source);
}

/** Whether an Application has to be compared now, and how. */
export function planRefresh(
  application: Application,
  options: { now: Date; resyncSeconds: number; requested?: CompareLevel },
): RefreshPlan | undefined {
  const wanted = application.metadata.annotations?.[REFRESH_ANNOTATION];
  if (wanted !== undefined) {
    return { level: 'forced', isHard: wanted === 'hard' };
  }
  if (!isSourceCompared(application)) {
    return { level: 'forced', isHard: false };
  }
  const { status, spec } = application;
  const expiry =
    Date.parse(status?.reconciledAt ?? '') + options.resyncSeconds * 1_000;
  const isExpired = !(expiry > options.now.getTime());
  const { destination, ignoreDifferences } = status?.sync?.comparedTo ?? {};
  if (
    isExpired ||
    !isDeepStrictEqual(spec.destination, destination) ||
    !isDeepStrictEqual(spec.ignoreDifferences ?? [], ignoreDifferences ?? [])
  ) {
    return { level: 'latest', isHard: false };
  }
  return options.requested && { level: options.requested, isHard: false };
}
