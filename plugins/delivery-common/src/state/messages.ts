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
  // Environments
  'environment.noApplication': 'Nothing has been deployed here yet.',
  // Operations: what will happen
  'operation.retryPipeline':
    'Starts the jobs of {{commit}} that failed or were cancelled again: {{jobs}}.',
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
