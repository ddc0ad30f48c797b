import {
  PreflightAnswer,
  PreflightMender,
} from '@slipway/plugin-delivery-common';
import {
  RiAlertLine,
  RiCloseCircleLine,
  RemixiconComponentType,
} from '@remixicon/react';
import { MessageKey, Phrase, phrase } from '../translation';

type Severity = PreflightAnswer['findings'][number]['severity'];

/** A severity as an icon and a word. */
export const severities: Record<
  Severity,
  { icon: RemixiconComponentType; word: MessageKey }
> = {
  blocks: { icon: RiCloseCircleLine, word: 'preflight.blocks' },
  warns: { icon: RiAlertLine, word: 'preflight.warns' },
};

const menders: Record<PreflightMender, MessageKey> = {
  'platform-team': 'preflight.who.platformTeam',
  'forge-owner': 'preflight.who.forgeOwner',
  'cluster-owner': 'preflight.who.clusterOwner',
  launcher: 'preflight.who.launcher',
};

/** Who can mend it; a backend that is newer than the page may name somebody else. */
export function presentMender(who: PreflightMender): MessageKey {
  return menders[who] ?? 'preflight.who.unknown';
}

export interface Verdict {
  status: 'success' | 'warning' | 'danger';
  phrase: Phrase;
}

/** What all of it comes to. */
export function presentVerdict(answer: PreflightAnswer): Verdict {
  const { findings, checked } = answer;
  const blocking = findings.filter(({ severity }) => severity === 'blocks');
  if (blocking.length > 0) {
    return {
      status: 'danger',
      phrase: phrase('preflight.blocked', { count: blocking.length }),
    };
  }
  return findings.length > 0
    ? {
        status: 'warning',
        phrase: phrase('preflight.warned', { count: findings.length }),
      }
    : {
        status: 'success',
        phrase: phrase('preflight.sound', { count: checked.length }),
      };
}
