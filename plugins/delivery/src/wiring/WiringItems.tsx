import { Text } from '@backstage/ui';
import { WiringItem } from '@slipway/plugin-delivery-common';
import { ReactNode } from 'react';
import { useWords } from '../translation';
import { Credentials } from './Credentials';
import { FindingItem } from './FindingItem';
import { Folded, FoldedItems } from './FoldedItems';
import styles from './Wiring.module.css';

/** So many findings are read at once; the others are a line that opens. */
const SHOWN_AT_ONCE = 5;

/** The items, worst first: what is wrong in full, what is sound in a line that opens. */
export const WiringItems = (props: {
  items: WiringItem[];
  unreadable: number;
  /** Further lines that open. */
  children: ReactNode;
}) => {
  const words = useWords();
  const { items, unreadable, children } = props;
  const of = (standing: WiringItem['standing']) =>
    items.filter(item => item.standing === standing);
  const wrong = [...of('broken'), ...of('attention')];
  const [unknown, sound] = [of('unknown'), of('sound')];
  const first = wrong.slice(0, SHOWN_AT_ONCE);
  const rest = wrong.slice(SHOWN_AT_ONCE);
  const list = (some: WiringItem[], label: string) => (
    <ul className={styles.list} aria-label={label}>
      {some.map(item => (
        <FindingItem key={item.key} item={item} />
      ))}
    </ul>
  );
  const more = words.t('wiring.more', { count: rest.length });

  return (
    <>
      {first.length > 0 && list(first, words.t('wiring.findings'))}
      {unreadable > 0 && (
        <Text as="p">
          {words.t('wiring.unreadable', { count: unreadable })}
        </Text>
      )}
      <div className={styles.folds}>
        {rest.length > 0 && <Folded title={more}>{list(rest, more)}</Folded>}
        <FoldedItems
          title={words.t('wiring.unknownItems', { count: unknown.length })}
          items={unknown}
        />
        <FoldedItems
          title={words.t('wiring.soundItems', { count: sound.length })}
          items={sound}
        />
        <Credentials items={items} />
        {children}
      </div>
    </>
  );
};
