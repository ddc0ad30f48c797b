import { Alert } from '@backstage/ui';
import { useWords, Words } from '../translation';
import { useOperations } from './OperationsContext';
import { OperationPhase } from './reduceOperation';

/** The backend's reasons end with a full stop or without one. */
const withoutFullStop = (reason: string) => reason.replace(/\.$/, '');

/** What has come in the way of an operation, and what to do about it. */
function presentNotice(
  phase: OperationPhase,
  isOffered: boolean,
  owners: string[],
  words: Words,
) {
  switch (phase.kind) {
    case 'moved-on': {
      const { fetched } = phase;
      const reason = withoutFullStop(phase.reason);
      const after = isOffered
        ? words.t('operation.dialog.movedOnAgain')
        : words.t('operation.dialog.movedOnGone');
      return {
        status: 'warning',
        title: words.t('operation.dialog.movedOn', { reason }),
        description: fetched
          ? after
          : words.t('operation.dialog.movedOnLoading'),
        isPending: !fetched,
      } as const;
    }
    case 'refused': {
      const who =
        owners.length > 0
          ? words.t('operation.dialog.refusedOwners', {
              owners: owners.join(', '),
            })
          : words.t('operation.dialog.refusedNoOwner');
      return {
        status: 'danger',
        title: words.t('operation.dialog.refused'),
        description: `${withoutFullStop(phase.reason)}. ${who}`,
      } as const;
    }
    case 'failed':
      return {
        status: 'danger',
        title: words.t('operation.dialog.failed', { reason: phase.reason }),
      } as const;
    case 'asking':
    case 'sending':
    case 'closed':
      return undefined;
    default:
      throw new Error(`Unknown phase ${phase satisfies never}`);
  }
}

export const PhaseNotice = ({
  phase,
  isOffered,
}: {
  phase: OperationPhase;
  isOffered: boolean;
}) => {
  const words = useWords();
  const { owners } = useOperations();
  const notice = presentNotice(phase, isOffered, owners, words);
  return <div role="alert">{notice && <Alert icon {...notice} />}</div>;
};
