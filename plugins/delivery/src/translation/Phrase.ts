import { deliveryTranslationRef } from './deliveryTranslationRef';

type FlatKey = keyof (typeof deliveryTranslationRef)['T'] & string;

/** A key of the texts; the two forms of a countable one go by their common name. */
export type MessageKey = FlatKey extends infer Key
  ? Key extends `${infer Base}_${'one' | 'other'}`
    ? Base
    : Key
  : never;

/** A text that a pure function decided on, to be translated where it is drawn. */
export interface Phrase {
  key: MessageKey;
  params?: Record<string, string | number>;
}

export function phrase(key: MessageKey, params?: Phrase['params']): Phrase {
  return params ? { key, params } : { key };
}
