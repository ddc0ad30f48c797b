import {
  formatSentence,
  Sentence,
  sentences,
} from '@slipway/plugin-delivery-common';
import { Delivery, Environment } from './deliverySchema';

/** How far an environment is, to somebody who waits for it. */
export type EnvironmentLook =
  /** Nothing can be said yet, or nothing has been deployed. */
  | { kind: 'nothing'; words: string; offer?: string }
  /** Something is there and not yet well. */
  | { kind: 'coming'; words: string; offer?: string; environment: Environment }
  /** A person has to act. */
  | {
      kind: 'degraded';
      words: string;
      offer?: string;
      environment: Environment;
    }
  | { kind: 'healthy'; words: string; environment: Environment };

export function deriveLook(
  delivery: Delivery | undefined,
  name: string,
): EnvironmentLook {
  if (!delivery) {
    return { kind: 'nothing', words: 'the catalog does not know it yet' };
  }
  const { environments } = delivery;
  switch (environments.kind) {
    case 'not-wired':
      return {
        kind: 'nothing',
        words: `its catalog-info.yaml lacks ${environments.missing.join(', ')}`,
      };
    case 'waiting':
      return { kind: 'nothing', words: 'its clusters are being looked at' };
    case 'unreachable':
      return {
        kind: 'nothing',
        words: `its clusters cannot be reached: ${environments.reason}`,
      };
    case 'observed': {
      const environment = environments.value.find(one => one.name === name);
      if (!environment) {
        return { kind: 'nothing', words: 'it has no such environment' };
      }
      const words = say(environment.sentence);
      // What was seen last says nothing about now.
      return environments.freshness.kind === 'stale'
        ? {
            kind: 'nothing',
            words: `its cluster cannot be reached since ${environments.freshness.since}: ${environments.freshness.reason}`,
          }
        : {
            ...deriveStanding(environment),
            words,
            offer: environment.operations.find(({ kind }) => kind === 'sync')
              ?.basis,
          };
    }
    default:
      throw new TypeError(`Not a state: ${environments satisfies never}`);
  }
}

function deriveStanding(
  environment: Environment,
):
  | { kind: 'nothing' }
  | { kind: 'coming' | 'degraded' | 'healthy'; environment: Environment } {
  switch (environment.standing) {
    case 'empty':
      return { kind: 'nothing' };
    case 'healthy':
      return { kind: 'healthy', environment };
    case 'degraded':
      return { kind: 'degraded', environment };
    case 'progressing':
    case 'paused':
    case 'out-of-sync':
    case 'unknown':
      return { kind: 'coming', environment };
    default:
      throw new TypeError(
        `Not a standing: ${environment.standing satisfies never}`,
      );
  }
}

/** What is in the way and what to do about it, in one line. */
export function describeObstacles(environment: Environment): string {
  return (
    environment.obstacles
      .map(({ what, next }) => `${say(what)} ${say(next)}`)
      .join(' ') || say(environment.sentence)
  );
}

/** A backend of a newer version may have sentences that this one does not know. */
function say(sentence: Sentence): string {
  return sentence.key in sentences ? formatSentence(sentence) : sentence.key;
}
