import { SkippedPreflightCheck } from '@slipway/plugin-delivery-common';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Text,
} from '@backstage/ui';
import { useWords } from '../translation';
import styles from './Preflight.module.css';

/** What was not looked at, and why; closed until somebody wants to know. */
export const SkippedList = ({
  skipped,
}: {
  skipped: SkippedPreflightCheck[];
}) => {
  const words = useWords();
  return skipped.length === 0 ? null : (
    <Accordion className={styles.skipped}>
      <AccordionTrigger
        level={5}
        title={words.t('preflight.skipped', { count: skipped.length })}
      />
      <AccordionPanel>
        <ul className={styles.list}>
          {skipped.map(({ id, place, what, reason }) => (
            <li key={`${id} ${place.kind} ${place.name}`}>
              <Text as="p" weight="bold">
                {`${place.name}: ${words.sentence(what)}`}
              </Text>
              <Text as="p">{words.sentence(reason)}</Text>
            </li>
          ))}
        </ul>
      </AccordionPanel>
    </Accordion>
  );
};
