import { RolloutStep } from '@slipway/plugin-delivery-common';
import { Text } from '@backstage/ui';
import { presentProgress, presentStep, presentStepCount } from '../present';
import { useWords } from '../translation';
import panel from './RolloutPanel.module.css';
import styles from './StepList.module.css';

const StepItem = ({ step }: { step: RolloutStep }) => {
  const words = useWords();
  const look = presentProgress(step.progress);
  const Icon = look.icon;
  const isCurrent = step.progress === 'current';
  return (
    <li
      className={`${styles.step} ${styles[step.progress]}`}
      aria-current={isCurrent ? 'step' : undefined}
    >
      <Icon size={18} className={styles.icon} aria-hidden="true" />
      <span className={styles.progress}>{words.t(look.word)}</span>
      <span>{presentStep(step, words)}</span>
    </li>
  );
};

/** The steps of a canary; a rollout without steps has none to show. */
export const StepList = ({ steps }: { steps: RolloutStep[] }) => {
  const words = useWords();
  if (steps.length === 0) {
    return null;
  }
  return (
    <div className={panel.group}>
      <Text as="h5" variant="body-medium" weight="bold">
        {words.t('rollout.steps.title')}
      </Text>
      <Text as="p" color="secondary">
        {words.say(presentStepCount(steps))}
      </Text>
      <ol className={styles.steps}>
        {steps.map((step, index) => (
          // A step has no identity but its place.
          <StepItem key={index} step={step} />
        ))}
      </ol>
    </div>
  );
};
