import { JsonValue } from '@backstage/types';
import {
  formatSentence,
  Sentence,
  sentences,
} from '@slipway/plugin-delivery-common';

/**
 * An answer in which every sentence has its English `text` as well, for programs that have no
 * translations of their own.
 */
export function spellOut(value: JsonValue): JsonValue {
  if (Array.isArray(value)) {
    return value.map(spellOut);
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  const spelled = Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, spellOut(part ?? null)]),
  );
  return isSentence(value)
    ? { ...spelled, text: formatSentence(value) }
    : spelled;
}

function isSentence(value: object): value is Sentence {
  return 'key' in value && String(value.key) in sentences;
}
