import { Text } from '@backstage/ui';
import { WiringFinding, WiringItem } from '@slipway/plugin-delivery-common';
import { StatusBadge } from '../components/StatusBadge';
import { useWords } from '../translation';
import { ItemName } from './ItemName';
import { OrderButton } from './OrderButton';
import { presentMend, presentWiringStanding } from './presentWiring';
import styles from './Wiring.module.css';
import { useWiringDesk } from './WiringContext';
import { isRepairable } from './WiringOrder';

const Finding = ({ finding }: { finding: WiringFinding }) => {
  const words = useWords();
  const desk = useWiringDesk();
  const { mend } = finding;
  const isBarred =
    (mend === 'repair' && !desk.mayRepair) ||
    (mend === 'rotate' && !desk.mayRotate);
  return (
    <div className={styles.finding}>
      <Text as="p" weight="bold">
        {words.sentence(finding.wrong)}
      </Text>
      <Text as="p">{words.sentence(finding.breaks)}</Text>
      <Text as="p">
        {words.t(presentMend(mend))} {words.sentence(finding.how)}
      </Text>
      {isBarred && (
        <Text as="p" color="secondary">
          {words.t('wiring.mayNot')}
        </Text>
      )}
    </div>
  );
};

/** One item that is not as it should be, with what can be done about it. */
export const FindingItem = ({ item }: { item: WiringItem }) => {
  const words = useWords();
  const { standing, findings, unknownBecause, canRotate } = item;
  const mayReplace =
    canRotate && findings.some(({ mend }) => mend === 'rotate');
  return (
    <li className={`${styles.item} ${styles[standing] ?? ''}`}>
      <div className={styles.head}>
        <StatusBadge look={presentWiringStanding(standing)} />
        <div>
          <ItemName item={item} />
        </div>
      </div>
      {findings.map((finding, index) => (
        <Finding key={`${finding.id} ${index}`} finding={finding} />
      ))}
      {unknownBecause && (
        <Text as="p">
          {words.t('wiring.unknownBecause', { reason: unknownBecause })}
        </Text>
      )}
      <div className={styles.actions}>
        {isRepairable(item) && <OrderButton kind="repair" item={item} />}
        {mayReplace && <OrderButton kind="rotate" item={item} />}
      </div>
    </li>
  );
};
