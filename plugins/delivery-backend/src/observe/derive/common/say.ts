import {
  Sentence,
  SentenceKey,
  sentences,
} from '@slipway/plugin-delivery-common';

/** The names between double braces. */
type ParameterNames<T extends string> =
  T extends `${string}{{${infer Name}}}${infer Rest}`
    ? Name | ParameterNames<Rest>
    : never;

type ParametersOf<K extends SentenceKey> = K extends SentenceKey
  ? ParameterNames<(typeof sentences)[K]>
  : never;

/** A sentence with all of its parameters, which the compiler sees to. */
export function say<K extends SentenceKey>(
  key: K,
  ...[params]: [ParametersOf<K>] extends [never]
    ? []
    : [params: Record<ParametersOf<K>, string | number>]
): Sentence {
  return params === undefined ? { key } : { key, params };
}
