import { formatSentence, SentenceKey, Sentence } from '../state';
import {
  PreflightAnswer,
  PreflightFinding,
  PreflightMender,
  PreflightPlace,
} from './PreflightAnswer';

type WithId<Part extends string> = Extract<
  SentenceKey,
  `preflight.${string}.${Part}`
>;

/**
 * The ids of all findings that there are words for.
 *
 * @public
 */
export type PreflightFindingId =
  WithId<'wrong'> extends `preflight.${infer Id}.wrong` ? Id : never;

/**
 * The ids of all looks that there are words for.
 *
 * @public
 */
export type PreflightCheckId = SentenceKey extends infer Key
  ? Key extends `preflight.check.${infer Id}`
    ? Id
    : never
  : never;

interface Named {
  id: PreflightCheckId;
  place: PreflightPlace;
}

/**
 * A report of preflight as it comes from `@slipway/plugin-wiring-node`.
 *
 * @public
 */
export interface PreflightReport {
  findings: Array<{
    id: PreflightFindingId;
    severity: 'blocks' | 'warns';
    place: PreflightPlace;
    who: PreflightMender;
    params: Record<string, string | number>;
  }>;
  checked: Named[];
  skipped: Array<
    Named & {
      reason:
        | { kind: 'after'; check: Named }
        | { kind: 'failed'; message: string }
        | { kind: 'slow'; seconds: number };
    }
  >;
}

type Reason = PreflightReport['skipped'][number]['reason'];

/**
 * Puts a report into sentences.
 *
 * @public
 */
export function presentPreflight(report: PreflightReport): PreflightAnswer {
  return {
    findings: report.findings.map(({ params, ...finding }) => ({
      ...finding,
      wrong: { key: `preflight.${finding.id}.wrong`, params },
      breaks: { key: `preflight.${finding.id}.breaks`, params },
      mend: { key: `preflight.${finding.id}.mend`, params },
    })),
    checked: report.checked.map(presentCheck),
    skipped: report.skipped.map(({ reason, ...check }) => ({
      ...presentCheck(check),
      reason: presentReason(reason),
    })),
  };
}

function presentCheck({ id, place }: Named) {
  return { id, place, what: { key: `preflight.check.${id}` as const } };
}

function presentReason(reason: Reason): Sentence {
  switch (reason.kind) {
    case 'after':
      return {
        key: 'preflight.skipped.after',
        params: { place: reason.check.place.name },
      };
    case 'failed':
      return {
        key: 'preflight.skipped.failed',
        params: { reason: reason.message.replace(/[.?!]$/, '') },
      };
    case 'slow':
      return {
        key: 'preflight.skipped.slow',
        params: { seconds: reason.seconds },
      };
    default:
      throw new TypeError(`Not a reason: ${reason satisfies never}`);
  }
}

const menders: Record<PreflightMender, string> = {
  'platform-team': 'the platform team',
  'forge-owner': 'who owns the group on the forge',
  'cluster-owner': 'who runs the cluster',
  launcher: 'you',
};

/**
 * A finding in English, for logs and programs without translations.
 *
 * @public
 */
export function formatFinding(finding: PreflightFinding): string {
  const [wrong, breaks, mend] = [
    finding.wrong,
    finding.breaks,
    finding.mend,
  ].map(formatSentence);
  return `[${finding.id}] ${wrong} ${breaks} Who can mend it: ${
    menders[finding.who]
  }. ${mend}`;
}
