import { AnalysisState } from '@slipway/plugin-delivery-common';
import { Text } from '@backstage/ui';
import { StatusBadge } from '../components';
import { presentAnalysisRole, presentPhase } from '../present';
import { Age } from '../time';
import { useWords } from '../translation';
import styles from './AnalysisList.module.css';
import panel from './RolloutPanel.module.css';

type Metric = AnalysisState['metrics'][number];

const MetricItem = ({ metric }: { metric: Metric }) => {
  const words = useWords();
  const { name, phase, message, ...counts } = metric;
  return (
    <li className={styles.metric}>
      <StatusBadge look={presentPhase(phase)} />
      <code>{name}</code>
      <Text as="span" color="secondary">
        {words.t('rollout.analysis.counts', counts)}
      </Text>
      {message && <Text as="span">{message}</Text>}
    </li>
  );
};

const AnalysisItem = ({ analysis }: { analysis: AnalysisState }) => {
  const words = useWords();
  const { name, phase, role, message, metrics, startedAt } = analysis;
  return (
    <li className={panel.group}>
      <div className={styles.metric}>
        <StatusBadge look={presentPhase(phase)} />
        <strong>{name}</strong>
        <Text as="span" color="secondary">
          {words.t(presentAnalysisRole(role))}
          {startedAt && (
            <>
              {', '}
              <Age at={startedAt} as="ago" />
            </>
          )}
        </Text>
      </div>
      {message && <Text as="p">{message}</Text>}
      <ul className={styles.metrics}>
        {metrics.map(metric => (
          <MetricItem key={metric.name} metric={metric} />
        ))}
      </ul>
    </li>
  );
};

/** What measures the new version, and its verdict. */
export const AnalysisList = ({ analyses }: { analyses: AnalysisState[] }) => {
  const words = useWords();
  if (analyses.length === 0) {
    return null;
  }
  return (
    <div className={panel.group}>
      <Text as="h5" variant="body-medium" weight="bold">
        {words.t('rollout.analysis.title')}
      </Text>
      <ul className={styles.analyses}>
        {analyses.map(analysis => (
          <AnalysisItem key={analysis.name} analysis={analysis} />
        ))}
      </ul>
    </div>
  );
};
