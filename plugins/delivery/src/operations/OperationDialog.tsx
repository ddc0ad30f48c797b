import { OperationOffer } from '@slipway/plugin-delivery-common';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Text,
  TextAreaField,
} from '@backstage/ui';
import { useState } from 'react';
import { presentOperation } from '../present';
import { useWords } from '../translation';
import styles from './OperationDialog.module.css';
import { PhaseNotice } from './PhaseNotice';
import { OperationPhase } from './reduceOperation';

const REASON_LIMIT = 500;

export interface OperationDialogProps {
  phase: Exclude<OperationPhase, { kind: 'closed' }>;
  /** What a confirmation takes up; without it there is nothing to confirm. */
  offer: OperationOffer | undefined;
  /** What the operation is done to. */
  title: string;
  onConfirm: (offer: OperationOffer, reason: string) => void;
  onDismiss: () => void;
}

/** Says what will happen before it happens. */
export const OperationDialog = (props: OperationDialogProps) => {
  const { phase, offer, title, onConfirm, onDismiss } = props;
  const words = useWords();
  const [reason, setReason] = useState('');
  const operation = presentOperation(phase.offer.kind);
  const label = words.t(operation.label);
  const isSending = phase.kind === 'sending';

  return (
    <Dialog
      isOpen
      width={480}
      isDismissable={!isSending}
      isKeyboardDismissDisabled={isSending}
      onOpenChange={isOpen => !isOpen && onDismiss()}
    >
      <DialogHeader>
        {words.t('operation.dialog.title', { label, title })}
      </DialogHeader>
      <DialogBody>
        <div className={styles.body}>
          <PhaseNotice phase={phase} isOffered={Boolean(offer)} />
          {offer && (
            <>
              <Text as="p" weight="bold">
                {words.sentence(offer.effect)}
              </Text>
              <Text as="p">{words.t(operation.consequence)}</Text>
              <TextAreaField
                label={words.t('operation.dialog.reason')}
                secondaryLabel={words.t('operation.dialog.reasonOptional')}
                description={words.t('operation.dialog.reasonHelp')}
                rows={2}
                maxLength={REASON_LIMIT}
                value={reason}
                onChange={setReason}
                isDisabled={isSending}
              />
            </>
          )}
        </div>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onDismiss} isDisabled={isSending}>
          {words.t(
            offer ? 'operation.dialog.cancel' : 'operation.dialog.close',
          )}
        </Button>
        {offer && (
          <Button
            variant="primary"
            destructive={operation.isDestructive}
            isPending={isSending}
            onPress={() => onConfirm(offer, reason)}
          >
            {words.t('operation.dialog.confirm', { label })}
          </Button>
        )}
      </DialogFooter>
    </Dialog>
  );
};
