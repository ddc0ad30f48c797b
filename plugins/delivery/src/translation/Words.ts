import { Sentence, sentences } from '@slipway/plugin-delivery-common';
import { MessageKey, Phrase } from './Phrase';

/** Puts phrases and the backend's sentences into the language of the person. */
export interface Words {
  t(key: MessageKey, params?: Phrase['params']): string;
  say(phrase: Phrase): string;
  sentence(sentence: Sentence): string;
}

type Translate = (key: string, options?: Record<string, unknown>) => string;

/** Parameters that i18next would read as options are kept from it by `replace`. */
function toOptions(params: Phrase['params']) {
  if (!params) {
    return undefined;
  }
  return typeof params.count === 'number'
    ? { count: params.count, replace: params }
    : { replace: params };
}

export function createWords(translate: Translate): Words {
  const t: Words['t'] = (key, params) => translate(key, toOptions(params));
  return {
    t,
    say: ({ key, params }) => t(key, params),
    sentence: ({ key, params }) =>
      // A backend that is newer than the page may know more sentences.
      Object.hasOwn(sentences, key)
        ? t(`sentence.${key}`, params)
        : t('frame.unknownSentence', { key }),
  };
}
