import { Text } from '@backstage/ui';
import { StatusBadge } from '../components';
import { OperationBar } from '../operations';
import {
  presentRolloutStanding,
  presentStrategy,
  selectOffers,
} from '../present';
import { useWords } from '../translation';
import { AnalysisList } from './AnalysisList';
import { EnvironmentWithRollout } from './deriveFocus';
import { PauseNotice } from './PauseNotice';
import { RevisionTable } from './RevisionTable';
import styles from './RolloutPanel.module.css';
import { StepList } from './StepList';
import { WeightMeters } from './WeightMeters';

/** One rollout: where it stands, what comes next, and what can be done. */
export const RolloutPanel = ({
  environment,
  onFocus,
}: {
  environment: EnvironmentWithRollout;
  onFocus: () => void;
}) => {
  const words = useWords();
  const { name, title, rollout } = environment;
  const { standing, replicas } = rollout;
  return (
    <div
      className={styles.panel}
      onFocus={onFocus}
      data-environment={name}
      data-standing={standing}
    >
      <div className={styles.head}>
        <Text as="h4" variant="body-large" weight="bold">
          {words.t(presentStrategy(rollout.strategy))}
        </Text>
        <StatusBadge look={presentRolloutStanding(standing)} />
        <OperationBar
          target={{ kind: 'environment', environment: name }}
          title={title}
          offers={selectOffers(environment.operations, 'rollout')}
        />
      </div>
      <Text as="p">{words.sentence(rollout.sentence)}</Text>
      {rollout.pause && <PauseNotice pause={rollout.pause} />}
      {rollout.weight && <WeightMeters weight={rollout.weight} />}
      <StepList steps={rollout.steps} />
      <AnalysisList analyses={rollout.analyses} />
      <RevisionTable revisions={rollout.revisions} />
      <Text as="p" color="secondary">
        {words.t('rollout.replicas', replicas)}
      </Text>
    </div>
  );
};
