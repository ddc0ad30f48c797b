import { sentences } from '../../../../plugins/delivery-common/src/state/messages.ts';

export interface SentenceLike {
  key: string;
  params?: Record<string, string | number>;
}

/** A sentence of the delivery API in English. */
export function formatSentence(sentence: SentenceLike): string {
  const texts: Record<string, string | undefined> = sentences;
  const text = texts[sentence.key] ?? sentence.key;
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) =>
    String(sentence.params?.[name] ?? ''),
  );
}
