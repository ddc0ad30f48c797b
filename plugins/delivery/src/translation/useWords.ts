import {
  TranslationRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import { deliveryTranslationRef } from './deliveryTranslationRef';
import { createWords, Words } from './Words';

/** Phrases carry their key at run time, so the parameters of each key cannot be checked here. */
const openRef: TranslationRef = deliveryTranslationRef;

export function useWords(): Words {
  const { t } = useTranslationRef(openRef);
  return useMemo(() => createWords((key, options) => t(key, options)), [t]);
}
