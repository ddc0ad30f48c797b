import { Text } from '@backstage/ui';
import { useId } from 'react';
import { useWords } from '../translation';
import panel from './RolloutPanel.module.css';
import styles from './WeightMeters.module.css';

const Meter = ({ name, percent }: { name: string; percent: number }) => {
  const words = useWords();
  const value = Math.min(100, Math.max(0, percent));
  const text = words.t('rollout.weight.percent', { percent: value });
  const nameId = useId();
  return (
    <div className={styles.meter}>
      <span id={nameId}>{name}</span>
      <div
        className={styles.track}
        role="meter"
        aria-labelledby={nameId}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={value}
        aria-valuetext={text}
      >
        <div className={styles.fill} style={{ width: `${value}%` }} />
      </div>
      <span className={styles.value}>{text}</span>
    </div>
  );
};

/** The share of the traffic that the new version is to get, and the one that it gets. */
export const WeightMeters = ({
  weight,
}: {
  weight: { set: number; actual: number };
}) => {
  const words = useWords();
  const titleId = useId();
  return (
    <div className={panel.group} role="group" aria-labelledby={titleId}>
      <Text as="h5" variant="body-medium" weight="bold" id={titleId}>
        {words.t('rollout.weight.title')}
      </Text>
      <Meter name={words.t('rollout.weight.set')} percent={weight.set} />
      <Meter name={words.t('rollout.weight.actual')} percent={weight.actual} />
    </div>
  );
};
