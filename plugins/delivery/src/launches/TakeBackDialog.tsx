import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Skeleton,
  Text,
} from '@backstage/ui';
import { useMemo } from 'react';
import { TakeBackTarget } from '../api';
import { useWords } from '../translation';
import styles from './Launches.module.css';
import { TakeBackPhase } from './reduceTakeBack';
import { TakeBackSteps } from './TakeBackSteps';
import { useTakeBack } from './useTakeBack';

const Changed = () => {
  const words = useWords();
  return (
    <Alert
      role="alert"
      status="warning"
      icon
      title={words.t('launch.preview.changed')}
    />
  );
};

const PhaseNotice = (props: {
  phase: TakeBackPhase;
  accepted: 'launch.takingBack.accepted' | 'launch.decommission.accepted';
}) => {
  const words = useWords();
  const { phase } = props;
  switch (phase.kind) {
    case 'looking':
      return (
        <div role="status">
          {phase.notice && <Changed />}
          <Text as="p" color="secondary">
            {words.t('launch.preview.loading')}
          </Text>
          <Skeleton width="100%" height={20} />
        </div>
      );
    case 'shown':
      return phase.notice ? <Changed /> : null;
    case 'sending':
      return null;
    case 'accepted':
      return (
        <Alert
          role="status"
          status="success"
          icon
          title={words.t(props.accepted)}
        />
      );
    case 'refused':
      return (
        <Alert
          role="alert"
          status="warning"
          icon
          title={words.t('launch.preview.refused')}
          description={phase.reason}
        />
      );
    case 'failed':
      return (
        <Alert
          role="alert"
          status="danger"
          icon
          title={words.t('launch.preview.failed', { reason: phase.reason })}
        />
      );
    default:
      throw new Error(`Unknown phase ${phase satisfies never}`);
  }
};

export interface TakeBackDialogProps {
  target: TakeBackTarget;
  /** The name of the service. */
  title: string;
  onClose: () => void;
}

/** Says what will go and what will stay before anything does. */
export const TakeBackDialog = (props: TakeBackDialogProps) => {
  const { title, onClose } = props;
  const words = useWords();
  const { kind } = props.target;
  const key = kind === 'launch' ? props.target.id : props.target.entityRef;
  const target = useMemo<TakeBackTarget>(
    () => (kind === 'launch' ? { kind, id: key } : { kind, entityRef: key }),
    [kind, key],
  );
  const { phase, also, toggle, confirm } = useTakeBack(target);
  const part = kind === 'launch' ? 'takingBack' : 'decommission';
  const isSending = phase.kind === 'sending';
  const preview = 'preview' in phase ? phase.preview : undefined;
  const isWorth = preview?.steps.some(({ action }) => action === 'remove');

  return (
    <Dialog
      isOpen
      width={640}
      isDismissable={!isSending}
      isKeyboardDismissDisabled={isSending}
      onOpenChange={isOpen => !isOpen && onClose()}
    >
      <DialogHeader>{words.t(`launch.${part}.title`, { title })}</DialogHeader>
      <DialogBody>
        <div className={styles.body}>
          <PhaseNotice phase={phase} accepted={`launch.${part}.accepted`} />
          {preview && (
            <>
              {isWorth && (
                <Text as="p">{words.t(`launch.${part}.consequence`)}</Text>
              )}
              <TakeBackSteps
                preview={preview}
                also={also}
                isDisabled={isSending}
                onToggle={toggle}
              />
            </>
          )}
        </div>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose} isDisabled={isSending}>
          {words.t(preview ? 'launch.preview.cancel' : 'launch.preview.close')}
        </Button>
        {isWorth && (
          <Button
            variant="primary"
            destructive
            isPending={isSending}
            onPress={confirm}
          >
            {words.t(`launch.${part}.confirm`)}
          </Button>
        )}
      </DialogFooter>
    </Dialog>
  );
};
