import { Alert, Button } from '@backstage/ui';
import { useWords } from '../translation';
import { presentMoment } from '../time';
import { StaleNotice } from './deriveCardState';

export const ForbiddenNotice = () => {
  const words = useWords();
  return (
    <Alert
      role="status"
      status="warning"
      icon
      title={words.t('frame.forbidden.title')}
      description={words.t('frame.forbidden.description')}
    />
  );
};

interface RetryProps {
  reason: string;
  onRetry: () => void;
}

export const ErrorNotice = ({ reason, onRetry }: RetryProps) => {
  const words = useWords();
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={words.t('frame.error.title')}
      description={reason}
      customActions={
        <Button size="small" variant="secondary" onPress={onRetry}>
          {words.t('frame.error.retry')}
        </Button>
      }
    />
  );
};

export const UnreachableNotice = (props: RetryProps & { since: string }) => {
  const words = useWords();
  const { reason } = props;
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={words.t('frame.unreachable.title')}
      description={words.t('frame.unreachable.description', {
        since: presentMoment(props.since),
        reason,
      })}
      customActions={
        <Button size="small" variant="secondary" onPress={props.onRetry}>
          {words.t('frame.error.retry')}
        </Button>
      }
    />
  );
};

export const StaleBanner = ({
  notice,
  onRetry,
}: {
  notice: StaleNotice;
  onRetry: () => void;
}) => {
  const words = useWords();
  const { of, since, reason } = notice;
  return (
    <Alert
      mb="3"
      role="status"
      status="warning"
      icon
      title={words.t(`frame.stale.${of}`, { since: presentMoment(since) })}
      description={words.t('frame.stale.description', { reason })}
      customActions={
        <Button size="small" variant="secondary" onPress={onRetry}>
          {words.t('frame.stale.retry')}
        </Button>
      }
    />
  );
};

export const EmptyNotice = ({
  title,
  next,
}: {
  title: string;
  next: string;
}) => (
  <Alert
    my="2"
    role="status"
    status="info"
    icon
    title={title}
    description={next}
  />
);
