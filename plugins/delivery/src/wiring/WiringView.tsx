import { useMemo, useRef } from 'react';
import { Alert, Button, VisuallyHidden } from '@backstage/ui';
import { useAnnouncement } from '../components/useAnnouncement';
import { useFocusKept } from '../operations/useFocusKept';
import { useWords } from '../translation';
import { OrderDialog } from './OrderDialog';
import {
  presentDone,
  presentVerdict,
  presentWiringStanding,
} from './presentWiring';
import { useWiringCheck } from './useWiringCheck';
import { useWiringOrder } from './useWiringOrder';
import styles from './Wiring.module.css';
import { WiringContext, WiringDesk } from './WiringContext';
import { WiringHead } from './WiringHead';
import { WiringItems } from './WiringItems';
import { WiringState } from './WiringState';
import { FoldedWorkResult, WorkNotice, WorkResult } from './WorkNotice';

export interface WiringViewProps {
  shown: Extract<WiringState, { kind: 'shown' }>;
  refresh: () => void;
}

/** The wiring of a service, with what this person may do about it. */
export const WiringView = ({ shown, refresh }: WiringViewProps) => {
  const words = useWords();
  const { health, reason } = shown;
  const { entityRef, work, lastWork, items } = health;
  const hasFailed = !work && lastWork?.failure !== undefined;
  const body = useRef<HTMLDivElement>(null);
  const { state: checkState, check } = useWiringCheck(entityRef, refresh);
  const { phase, offer, open, dismiss, confirm } = useWiringOrder(
    entityRef,
    shown,
    refresh,
  );
  useFocusKept(body, health, phase.kind !== 'closed');

  const announcement = useAnnouncement(
    useMemo(() => {
      const verdict = presentVerdict(health).map(words.say).join(' ');
      const standing = words.t(presentWiringStanding(health.standing).word);
      return [
        {
          id: 'standing',
          mark: `${standing} ${verdict}`,
          text: () => words.t('wiring.announced', { standing, verdict }),
        },
        {
          id: 'work',
          mark: health.lastWork?.startedAt ?? '',
          text: () =>
            health.lastWork ? words.t(presentDone(health.lastWork)) : '',
        },
      ];
    }, [health, words]),
  );

  const desk: WiringDesk = {
    mayRepair: health.mayRepair,
    mayRotate: health.mayRotate,
    isBusy: work !== undefined,
    order: open,
  };

  return (
    <WiringContext.Provider value={desk}>
      <VisuallyHidden aria-live="polite">{announcement}</VisuallyHidden>
      <div className={styles.body} ref={body} tabIndex={-1}>
        {reason && (
          <Alert
            role="status"
            status="warning"
            icon
            title={words.t('wiring.error.stale')}
            description={reason}
            customActions={
              <Button size="small" variant="secondary" onPress={refresh}>
                {words.t('wiring.error.retry')}
              </Button>
            }
          />
        )}
        <WiringHead health={health} checkState={checkState} onCheck={check} />
        {work && <WorkNotice work={work} />}
        {hasFailed && <WorkResult work={lastWork} />}
        <WiringItems items={items} unreadable={health.unreadable}>
          {!work && lastWork && !hasFailed && (
            <FoldedWorkResult work={lastWork} />
          )}
        </WiringItems>
      </div>
      {phase.kind !== 'closed' && (
        <OrderDialog
          phase={phase}
          offer={offer}
          health={health}
          onConfirm={confirm}
          onDismiss={dismiss}
        />
      )}
    </WiringContext.Provider>
  );
};
