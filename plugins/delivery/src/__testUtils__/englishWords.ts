import { TranslationRef } from '@backstage/frontend-plugin-api';
import { mockApis } from '@backstage/frontend-test-utils';
import { createWords, deliveryTranslationRef } from '../translation';

const openRef: TranslationRef = deliveryTranslationRef;

function createEnglishWords() {
  const snapshot = mockApis.translation().getTranslation(openRef);
  if (!snapshot.ready) {
    throw new Error('The default texts need no loading.');
  }
  const { t } = snapshot;
  return createWords((key, options) => t(key, options));
}

/** The default texts, by the same machinery as in an app. */
export const englishWords = createEnglishWords();
