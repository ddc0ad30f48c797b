import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { messages } from './messages';

/**
 * The texts of the delivery plugin. What the backend says is below `sentence.`, under the keys of
 * `sentences` of `@slipway/plugin-delivery-common`.
 *
 * @public
 */
export const deliveryTranslationRef = createTranslationRef({
  id: 'plugin.delivery',
  messages,
});
