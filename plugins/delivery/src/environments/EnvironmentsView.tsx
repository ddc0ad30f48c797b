import { EnvironmentState } from '@slipway/plugin-delivery-common';
import { EmptyNotice, RowBoundary } from '../components';
import { useWords } from '../translation';
import styles from './EnvironmentsView.module.css';
import { EnvironmentRow } from './EnvironmentRow';

/** One row for each environment, in the promotion order. */
export const EnvironmentsView = ({
  environments,
}: {
  environments: EnvironmentState[];
}) => {
  const words = useWords();
  if (environments.length === 0) {
    return (
      <EmptyNotice
        title={words.t('environment.none')}
        next={words.t('environment.noneNext')}
      />
    );
  }
  const isEmpty = environments.every(({ standing }) => standing === 'empty');
  return (
    <>
      {isEmpty && (
        <EmptyNotice
          title={words.t('environment.empty')}
          next={words.t('environment.emptyNext')}
        />
      )}
      <ol className={styles.environments}>
        {environments.map(environment => (
          <li key={environment.name} className={styles.environment}>
            <RowBoundary of={environment}>
              <EnvironmentRow environment={environment} />
            </RowBoundary>
          </li>
        ))}
      </ol>
    </>
  );
};
