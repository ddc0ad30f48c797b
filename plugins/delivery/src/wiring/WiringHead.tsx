import { Alert, Button, Text } from '@backstage/ui';
import { WiringHealth } from '@slipway/plugin-delivery-common';
import { StatusBadge } from '../components/StatusBadge';
import { Age } from '../time';
import { useWords } from '../translation';
import { presentVerdict, presentWiringStanding } from './presentWiring';
import { CheckState } from './useWiringCheck';
import styles from './Wiring.module.css';
import { useWiringDesk } from './WiringContext';
import { isRepairable } from './WiringOrder';

export interface WiringHeadProps {
  health: WiringHealth;
  checkState: CheckState;
  onCheck: () => void;
}

/** How the whole of it stands, how old that is, and what can be done about all of it. */
export const WiringHead = (props: WiringHeadProps) => {
  const words = useWords();
  const { mayRepair, isBusy, order } = useWiringDesk();
  const { health, checkState, onCheck } = props;
  const { standing, checkedAt, items, work, checkFailure } = health;
  const repairable = items.filter(isRepairable).length;
  const isChecking = checkState.kind === 'sending' || work?.kind === 'check';

  return (
    <>
      <div className={styles.head}>
        <StatusBadge look={presentWiringStanding(standing)} />
        <Text as="p" className={styles.verdict}>
          {presentVerdict(health).map(words.say).join(' ')}{' '}
          {checkedAt && (
            <Text color="secondary">
              {words.t('wiring.checked')} <Age at={checkedAt} as="ago" />
            </Text>
          )}
        </Text>
        <div className={styles.actions}>
          {mayRepair && repairable > 1 && (
            <Button
              size="small"
              variant="primary"
              isDisabled={isBusy}
              onPress={() => order({ kind: 'repair' })}
            >
              {words.t('wiring.repairAll')}
            </Button>
          )}
          <Button
            size="small"
            variant="secondary"
            isPending={isChecking}
            isDisabled={isBusy && !isChecking}
            onPress={onCheck}
          >
            {words.t('wiring.check')}
          </Button>
        </div>
      </div>
      <div role="alert">
        {checkState.kind === 'failed' && (
          <Alert
            status="danger"
            icon
            title={words.t('wiring.checkFailed', {
              reason: checkState.reason,
            })}
          />
        )}
        {checkState.kind !== 'failed' && !work && checkFailure && (
          <Alert
            status="warning"
            icon
            title={words.t('wiring.checkFailed', {
              reason: checkFailure.reason,
            })}
          />
        )}
      </div>
    </>
  );
};
