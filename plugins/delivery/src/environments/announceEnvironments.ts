import { EnvironmentState } from '@slipway/plugin-delivery-common';
import { Announceable } from '../components';
import { presentStanding } from '../present';
import { Words } from '../translation';

export function announceEnvironments(
  environments: EnvironmentState[],
  words: Words,
): Announceable[] {
  return environments.map(({ name, title, standing, sentence }) => ({
    id: name,
    mark: standing,
    text: () =>
      words.t('environment.announcement', {
        title,
        standing: words.t(presentStanding(standing).word),
        sentence: words.sentence(sentence),
      }),
  }));
}
