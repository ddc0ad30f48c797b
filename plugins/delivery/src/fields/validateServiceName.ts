import {
  ApiHolder,
  identityApiRef,
  translationApiRef,
  TranslationRef,
} from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { explain } from '../api';
import { createWords, deliveryTranslationRef, Words } from '../translation';
import { checkServiceName } from './checkServiceName';
import { lookUpName } from './lookUpName';
import { presentOccupancy } from './presentOccupancy';

const openRef: TranslationRef = deliveryTranslationRef;

/** The words that the field itself has waited for when it was drawn. */
function readWords(apis: ApiHolder): Words | undefined {
  const snapshot = apis.get(translationApiRef)?.getTranslation(openRef);
  if (!snapshot?.ready) {
    return undefined;
  }
  const { t } = snapshot;
  return createWords((key, options) => t(key, options));
}

/**
 * Holds the form back for a name that cannot be a service's, that is somebody else's, or of which
 * nobody can tell whose it is.
 */
export const validateServiceName: CustomFieldValidator<string> = async (
  value,
  validation,
  { apiHolder },
) => {
  const words = readWords(apiHolder);
  const catalogApi = apiHolder.get(catalogApiRef);
  const identityApi = apiHolder.get(identityApiRef);
  if (!words || !catalogApi || !identityApi) {
    throw new Error(
      'The name cannot be checked: the portal lacks the translation, catalog or identity API.',
    );
  }
  const name = value ?? '';
  const fault = checkServiceName(name);
  if (fault) {
    validation.addError(words.say(fault));
    return;
  }
  try {
    const occupancy = await lookUpName(name, { catalogApi, identityApi });
    if (occupancy.kind === 'foreign') {
      validation.addError(presentOccupancy(name, occupancy, words));
    }
  } catch (error) {
    const reason = explain(error);
    validation.addError(words.t('field.serviceName.unchecked', { reason }));
  }
};
