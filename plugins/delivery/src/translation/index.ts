export { deliveryTranslationRef } from './deliveryTranslationRef';
export { phrase } from './Phrase';
export type { MessageKey, Phrase } from './Phrase';
export { useWords } from './useWords';
export { createWords } from './Words';
export type { Words } from './Words';
