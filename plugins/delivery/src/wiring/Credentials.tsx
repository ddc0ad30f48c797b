import { Text } from '@backstage/ui';
import { WiringItem } from '@slipway/plugin-delivery-common';
import { useNow } from '../time';
import { useWords } from '../translation';
import { Folded } from './FoldedItems';
import { ItemName } from './ItemName';
import { OrderButton } from './OrderButton';
import { presentExpiry } from './presentExpiry';
import { deriveFirstEnd } from './presentWiring';
import styles from './Wiring.module.css';

const EVERY_MINUTE = 60_000;

/** The credentials with their ends, each of which can be replaced before it comes. */
export const Credentials = ({ items }: { items: WiringItem[] }) => {
  const words = useWords();
  const now = useNow(EVERY_MINUTE);
  const credentials = items.filter(
    ({ canRotate, expiresAt }) => canRotate || expiresAt,
  );
  if (credentials.length === 0) {
    return null;
  }
  const count = credentials.length;
  const first = deriveFirstEnd(credentials);
  const title = first
    ? words.t('wiring.credentialsEnd', {
        count,
        ends: words.say(presentExpiry(first, now)),
      })
    : words.t('wiring.credentials', { count });
  return (
    <Folded title={title}>
      <ul className={styles.list} aria-label={title}>
        {credentials.map(item => (
          <li key={item.key} className={styles.credential}>
            <div className={styles.credentialWords}>
              <ItemName item={item} />
              <Text as="p">
                {words.say(presentExpiry(item.expiresAt, now))}
                {item.scopes &&
                  `; ${words.t('wiring.scopes', {
                    scopes: item.scopes.join(', '),
                  })}`}
              </Text>
            </div>
            {item.canRotate && <OrderButton kind="rotate" item={item} />}
          </li>
        ))}
      </ul>
    </Folded>
  );
};
