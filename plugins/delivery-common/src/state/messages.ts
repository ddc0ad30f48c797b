import { checkSentences } from '../preflight/checkSentences';
import { findingSentences } from '../preflight/findingSentences';
import { wiringSentences } from '../wiring/wiringSentences';
import { environmentSentences } from './sentences/environmentSentences';
import { obstacleSentences } from './sentences/obstacleSentences';
import { operationSentences } from './sentences/operationSentences';
import { rolloutSentences } from './sentences/rolloutSentences';

/**
 * A sentence for people: a key of a message catalogue and its parameters. The frontend shows its
 * translation; programs without translations use {@link formatSentence}.
 *
 * @public
 */
export interface Sentence {
  key: SentenceKey;
  params?: Record<string, string | number>;
}

/**
 * Every sentence that Slipway's backend can say, in English. `{{name}}` stands for a parameter.
 *
 * @public
 */
export const sentences = {
  ...environmentSentences,
  ...rolloutSentences,
  ...obstacleSentences,
  ...operationSentences,
  ...findingSentences,
  ...checkSentences,
  ...wiringSentences,
} as const;

/** @public */
export type SentenceKey = keyof typeof sentences;

/**
 * A sentence in English.
 *
 * @public
 */
export function formatSentence(sentence: Sentence): string {
  return sentences[sentence.key].replace(
    /\{\{\s*(\w+)\s*\}\}/g,
    (_, name: string) => String(sentence.params?.[name] ?? ''),
  );
}

/**
 * The names of the parameters of a sentence.
 *
 * @public
 */
export function sentenceParameters(key: SentenceKey): string[] {
  return [...sentences[key].matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(it => it[1]);
}
