import { Alert, Text } from '@backstage/ui';
import { WiringHealth } from '@slipway/plugin-delivery-common';
import { useWords, Words } from '../translation';
import { deriveProgress, OrderPhase } from './reduceOrder';
import styles from './Wiring.module.css';
import { WorkNotice, WorkResult } from './WorkNotice';

/** The backend's reasons end with a full stop or without one. */
const withoutFullStop = (reason: string) => reason.replace(/\.$/, '');

/** What has come in the way of an order, and what to do about it. */
function presentObstacle(phase: OrderPhase, hasOffer: boolean, words: Words) {
  switch (phase.kind) {
    case 'conflicted':
      return {
        status: 'warning',
        title: words.t('wiring.dialog.changed', {
          reason: withoutFullStop(phase.reason),
        }),
        description: words.t(
          hasOffer
            ? 'wiring.dialog.changedAgain'
            : 'wiring.dialog.changedLoading',
        ),
        isPending: !hasOffer,
      } as const;
    case 'refused':
      return {
        status: 'danger',
        title: words.t('wiring.dialog.refused'),
        description: phase.reason,
      } as const;
    case 'failed':
      return {
        status: 'danger',
        title: words.t('wiring.dialog.failed', { reason: phase.reason }),
      } as const;
    case 'closed':
    case 'asking':
    case 'sending':
    case 'accepted':
      return undefined;
    default:
      throw new TypeError(`Not a phase: ${phase satisfies never}`);
  }
}

export const OrderObstacle = (props: {
  phase: OrderPhase;
  hasOffer: boolean;
}) => {
  const words = useWords();
  const obstacle = presentObstacle(props.phase, props.hasOffer, words);
  return <div role="alert">{obstacle && <Alert icon {...obstacle} />}</div>;
};

/** How far the work is that was ordered. */
export const OrderProgressNotice = (props: {
  phase: OrderPhase;
  health: WiringHealth;
}) => {
  const words = useWords();
  const { phase, health } = props;
  const draw = () => {
    if (phase.kind !== 'accepted') {
      return null;
    }
    const progress = deriveProgress(phase, health);
    switch (progress.kind) {
      case 'waiting':
        return (
          <Alert
            status="info"
            icon
            isPending
            title={words.t('wiring.work.waiting')}
          />
        );
      case 'working':
        return (
          <>
            <WorkNotice work={progress.work} />
            <Text as="p">{words.t('wiring.work.mayClose')}</Text>
          </>
        );
      case 'done':
        return <WorkResult work={progress.work} />;
      default:
        throw new TypeError(`Not a progress: ${progress satisfies never}`);
    }
  };
  return (
    <div role="status" className={styles.part}>
      {draw()}
    </div>
  );
};
