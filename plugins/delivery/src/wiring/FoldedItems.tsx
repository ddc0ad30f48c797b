import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Text,
} from '@backstage/ui';
import { WiringItem } from '@slipway/plugin-delivery-common';
import { ReactNode } from 'react';
import { useWords } from '../translation';
import { ItemName } from './ItemName';
import styles from './Wiring.module.css';

/** A line that opens to what it counts. */
export const Folded = (props: { title: string; children: ReactNode }) => (
  <Accordion>
    <AccordionTrigger level={4} title={props.title} />
    <AccordionPanel>
      <div className={styles.fold}>{props.children}</div>
    </AccordionPanel>
  </Accordion>
);

/** Items in one line that opens; nothing when there are none. */
export const FoldedItems = (props: { title: string; items: WiringItem[] }) => {
  const words = useWords();
  const { title, items } = props;
  return items.length === 0 ? null : (
    <Folded title={title}>
      <ul className={styles.plain} aria-label={title}>
        {items.map(item => (
          <li key={item.key}>
            <ItemName item={item} />
            {item.unknownBecause && (
              <Text as="p">
                {words.t('wiring.unknownBecause', {
                  reason: item.unknownBecause,
                })}
              </Text>
            )}
          </li>
        ))}
      </ul>
    </Folded>
  );
};
