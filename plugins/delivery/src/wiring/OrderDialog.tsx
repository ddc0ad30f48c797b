import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Text,
} from '@backstage/ui';
import { useEffect, useRef } from 'react';
import { WiringHealth } from '@slipway/plugin-delivery-common';
import { useWords, Words } from '../translation';
import { ItemName } from './ItemName';
import { OrderObstacle, OrderProgressNotice } from './OrderNotice';
import { OrderPhase } from './reduceOrder';
import styles from './Wiring.module.css';
import { WiringOrder, WiringQuestion } from './WiringOrder';

export interface OrderDialogProps {
  phase: Exclude<OrderPhase, { kind: 'closed' }>;
  /** What a confirmation would do now. */
  offer: WiringQuestion | undefined;
  health: WiringHealth;
  onConfirm: (question: WiringQuestion) => void;
  onDismiss: () => void;
}

function presentTitle(order: WiringOrder, service: string, words: Words) {
  switch (order.kind) {
    case 'repair':
      return words.t('wiring.dialog.repairTitle', { service });
    case 'rotate': {
      const { what, name } = order;
      return words.t('wiring.dialog.rotateTitle', { what, name });
    }
    default:
      throw new TypeError(`Not an order: ${order satisfies never}`);
  }
}

const Offer = (props: { order: WiringOrder; offer: WiringQuestion }) => {
  const words = useWords();
  const { order, offer } = props;
  if (offer.items.length === 0) {
    return <Text as="p">{words.t('wiring.dialog.nothing')}</Text>;
  }
  return (
    <>
      <Text as="p">{words.t(`wiring.dialog.${order.kind}Consequence`)}</Text>
      <ul className={styles.plain}>
        {offer.items.map(item => (
          <li key={item.key}>
            <ItemName item={item} />
            {item.findings
              .filter(({ mend }) => mend === order.kind)
              .map(({ id, how }) => (
                <Text as="p" key={id}>
                  {words.sentence(how)}
                </Text>
              ))}
          </li>
        ))}
      </ul>
    </>
  );
};

/** Says what will be done before it is, and then how it goes. */
export const OrderDialog = (props: OrderDialogProps) => {
  const { phase, offer, health, onConfirm, onDismiss } = props;
  const words = useWords();
  const { order } = phase;
  const isSending = phase.kind === 'sending';
  const isWorth = offer !== undefined && offer.items.length > 0;
  const close = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    // The button that was pressed goes with the offer; whoever works by keyboard stays here.
    if (!isWorth && document.activeElement === document.body) {
      close.current?.focus();
    }
  }, [isWorth]);

  return (
    <Dialog
      isOpen
      width={560}
      isDismissable={!isSending}
      isKeyboardDismissDisabled={isSending}
      onOpenChange={isOpen => !isOpen && onDismiss()}
    >
      <DialogHeader>{presentTitle(order, health.service, words)}</DialogHeader>
      <DialogBody>
        <div className={styles.body}>
          <OrderObstacle phase={phase} hasOffer={Boolean(offer)} />
          {offer && <Offer order={order} offer={offer} />}
          <OrderProgressNotice phase={phase} health={health} />
        </div>
      </DialogBody>
      <DialogFooter>
        <Button
          ref={close}
          variant="secondary"
          onPress={onDismiss}
          isDisabled={isSending}
        >
          {words.t(isWorth ? 'wiring.dialog.cancel' : 'wiring.dialog.close')}
        </Button>
        {isWorth && (
          <Button
            variant="primary"
            isPending={isSending}
            onPress={() => onConfirm(offer)}
          >
            {words.t(`wiring.${order.kind}`)}
          </Button>
        )}
      </DialogFooter>
    </Dialog>
  );
};
