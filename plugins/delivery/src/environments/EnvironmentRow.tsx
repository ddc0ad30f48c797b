import { EnvironmentState } from '@slipway/plugin-delivery-common';
import { Text } from '@backstage/ui';
import { useId } from 'react';
import { StatusBadge } from '../components';
import { OperationBar } from '../operations';
import { presentStanding, selectOffers } from '../present';
import { Age } from '../time';
import { useWords } from '../translation';
import { EnvironmentFacts } from './EnvironmentFacts';
import styles from './EnvironmentsView.module.css';
import { Obstacles } from './Obstacles';

/** What runs in an environment, what should, and what is in the way. */
export const EnvironmentRow = ({
  environment,
}: {
  environment: EnvironmentState;
}) => {
  const words = useWords();
  const headingId = useId();
  const { name, title, standing, sentence, since, obstacles } = environment;
  return (
    <section
      className={styles.row}
      aria-labelledby={headingId}
      data-environment={name}
      data-standing={standing}
    >
      <div className={styles.head}>
        <Text as="h4" variant="body-large" weight="bold" id={headingId}>
          {title}
        </Text>
        <StatusBadge look={presentStanding(standing)} />
        {since && (
          <Text as="span" color="secondary">
            <Age at={since} as="since" />
          </Text>
        )}
        <div className={styles.operations}>
          <OperationBar
            target={{ kind: 'environment', environment: name }}
            title={title}
            offers={selectOffers(environment.operations, 'environments')}
          />
        </div>
      </div>
      <Text as="p">{words.sentence(sentence)}</Text>
      <Obstacles obstacles={obstacles} />
      <EnvironmentFacts environment={environment} />
    </section>
  );
};
