import { Obstacle } from '@slipway/plugin-delivery-common';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Text,
} from '@backstage/ui';
import { RiErrorWarningFill } from '@remixicon/react';
import { useWords } from '../translation';
import styles from './Obstacles.module.css';

const ObstacleItem = ({ obstacle }: { obstacle: Obstacle }) => {
  const words = useWords();
  const { what, next, object, detail } = obstacle;
  return (
    <li className={styles.obstacle}>
      <RiErrorWarningFill className={styles.icon} aria-hidden="true" />
      <div className={styles.words}>
        <Text as="p" weight="bold">
          {words.sentence(what)}
        </Text>
        <Text as="p">
          {words.t('environment.obstacleNext', { next: words.sentence(next) })}
        </Text>
        {object && !detail && (
          <Text as="p" color="secondary">
            <code>{object}</code>
          </Text>
        )}
        {detail && (
          <Accordion>
            <AccordionTrigger
              level={5}
              title={
                object
                  ? words.t('environment.detailsOf', { object })
                  : words.t('environment.details')
              }
            />
            <AccordionPanel>
              <pre className={styles.detail}>{detail}</pre>
            </AccordionPanel>
          </Accordion>
        )}
      </div>
    </li>
  );
};

/** What stands between what is wanted and what is live, each with the way out. */
export const Obstacles = ({ obstacles }: { obstacles: Obstacle[] }) => {
  const words = useWords();
  if (obstacles.length === 0) {
    return null;
  }
  return (
    <ul
      className={styles.obstacles}
      aria-label={words.t('environment.obstacles')}
    >
      {obstacles.map(obstacle => (
        <ObstacleItem
          key={`${obstacle.code}/${obstacle.object ?? ''}`}
          obstacle={obstacle}
        />
      ))}
    </ul>
  );
};
