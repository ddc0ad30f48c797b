import {
  OperationOffer,
  OperationTarget,
} from '@slipway/plugin-delivery-common';
import { Button, Text } from '@backstage/ui';
import { useRef } from 'react';
import { presentOperation } from '../present';
import { useWords } from '../translation';
import styles from './OperationBar.module.css';
import { OperationDialog } from './OperationDialog';
import { useFocusKept } from './useFocusKept';
import { useOperation } from './useOperation';

export interface OperationBarProps {
  target: OperationTarget;
  /** What the operations are done to, as people call it. */
  title: string;
  offers: OperationOffer[];
}

/** The buttons for what can be done now by this person, with their confirmation and its outcome. */
export const OperationBar = (props: OperationBarProps) => {
  const { target, title, offers } = props;
  const words = useWords();
  const bar = useRef<HTMLDivElement>(null);
  const operation = useOperation(target, offers);
  const isOpen = operation.phase.kind !== 'closed';
  useFocusKept(bar, offers, isOpen);

  return (
    <div
      className={styles.bar}
      ref={bar}
      tabIndex={-1}
      role="group"
      aria-label={words.t('operation.of', { title })}
    >
      {offers.map(offer => {
        const look = presentOperation(offer.kind);
        const label = words.t(look.label);
        const Icon = look.icon;
        return (
          <Button
            key={offer.kind}
            size="small"
            variant={look.isPrimary ? 'primary' : 'secondary'}
            destructive={look.isDestructive}
            iconStart={<Icon aria-hidden="true" />}
            aria-label={`${label} ${title}`}
            onPress={() => operation.open(offer)}
          >
            {label}
          </Button>
        );
      })}
      <Text as="span" className={styles.status} role="status">
        {operation.accepted &&
          words.t('operation.accepted', {
            label: words.t(presentOperation(operation.accepted.kind).label),
            title,
          })}
      </Text>
      {operation.phase.kind !== 'closed' && (
        <OperationDialog
          phase={operation.phase}
          offer={operation.offer}
          title={title}
          onConfirm={operation.confirm}
          onDismiss={operation.dismiss}
        />
      )}
    </div>
  );
};
