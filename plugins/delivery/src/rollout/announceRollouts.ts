import { EnvironmentState } from '@slipway/plugin-delivery-common';
import { Announceable } from '../components';
import { presentRolloutStanding } from '../present';
import { Words } from '../translation';

export function announceRollouts(
  environments: EnvironmentState[],
  words: Words,
): Announceable[] {
  return environments.flatMap(({ name, title, rollout }) =>
    rollout
      ? [
          {
            id: name,
            mark: rollout.standing,
            text: () =>
              words.t('rollout.announcement', {
                title,
                standing: words.t(
                  presentRolloutStanding(rollout.standing).word,
                ),
                sentence: words.sentence(rollout.sentence),
              }),
          },
        ]
      : [],
  );
}
