import { EnvironmentsCard } from '../environments';
import { PipelinesCard } from '../pipelines';
import { RolloutCard } from '../rollout';
import styles from './DeliveryContent.module.css';

/** The whole delivery of a service on one page. */
export const DeliveryContent = () => (
  <div className={styles.page}>
    <div className={styles.wide}>
      <EnvironmentsCard />
    </div>
    <div>
      <RolloutCard />
    </div>
    <div>
      <PipelinesCard />
    </div>
  </div>
);
