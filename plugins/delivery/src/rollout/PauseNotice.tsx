import { RolloutState } from '@slipway/plugin-delivery-common';
import { Text } from '@backstage/ui';
import { RiPauseCircleFill } from '@remixicon/react';
import { presentPauseEnd, presentPauseReason } from '../present';
import { Age, useNow } from '../time';
import { useWords } from '../translation';
import styles from './PauseNotice.module.css';

/** Why a rollout stands still, and what ends that. */
export const PauseNotice = ({
  pause,
}: {
  pause: NonNullable<RolloutState['pause']>;
}) => {
  const words = useWords();
  const now = useNow(1000);
  return (
    <div className={styles.pause}>
      <RiPauseCircleFill size={20} className={styles.icon} aria-hidden="true" />
      <Text as="p">
        <strong>{words.t(presentPauseReason(pause.reason))}</strong>
        {pause.since && (
          <>
            {' '}
            <Age at={pause.since} as="since" />
          </>
        )}
        {'; '}
        <span role="timer">{presentPauseEnd(pause.until, now, words)}</span>
      </Text>
    </div>
  );
};
