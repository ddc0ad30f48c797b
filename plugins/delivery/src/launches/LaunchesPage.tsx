import {
  Alert,
  Button,
  Container,
  Skeleton,
  Text,
  VisuallyHidden,
} from '@backstage/ui';
import { LaunchSummary } from '@slipway/plugin-delivery-common';
import { useMemo, useState } from 'react';
import { useAnnouncement } from '../components/useAnnouncement';
import { useWords } from '../translation';
import { LaunchRow } from './LaunchRow';
import styles from './Launches.module.css';
import { presentLaunch, presentNext } from './presentLaunch';
import { TakeBackDialog } from './TakeBackDialog';
import { useLaunches } from './useLaunches';

const none: LaunchSummary[] = [];

const Failure = (props: { reason: string; onRetry: () => void }) => {
  const words = useWords();
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={words.t('launch.page.error')}
      description={props.reason}
      customActions={
        <Button size="small" variant="secondary" onPress={props.onRetry}>
          {words.t('launch.page.retry')}
        </Button>
      }
    />
  );
};

const LaunchLists = (props: {
  launches: LaunchSummary[];
  onTakeBack: (launch: LaunchSummary) => void;
}) => {
  const words = useWords();
  const { launches, onTakeBack } = props;
  if (launches.length === 0) {
    return (
      <Alert
        role="status"
        status="info"
        icon
        title={words.t('launch.page.empty')}
        description={words.t('launch.page.emptyNext')}
      />
    );
  }
  const unfinished = launches.filter(({ status }) => presentNext(status));
  const others = launches.filter(({ status }) => !presentNext(status));
  const list = (of: LaunchSummary[], title: string) =>
    of.length > 0 && (
      <section className={styles.list}>
        <Text as="h2" variant="title-small">
          {title}
        </Text>
        {of.map(launch => (
          <LaunchRow key={launch.id} launch={launch} onTakeBack={onTakeBack} />
        ))}
      </section>
    );
  return (
    <div className={styles.lists}>
      {list(unfinished, words.t('launch.page.unfinished'))}
      {list(others, words.t('launch.page.others'))}
    </div>
  );
};

/** All launches that somebody may see, those that need somebody first. */
export const LaunchesPage = () => {
  const words = useWords();
  const { state, refresh } = useLaunches();
  const [taking, setTaking] = useState<LaunchSummary>();
  const launches = state.kind === 'shown' ? state.launches : none;
  const announcement = useAnnouncement(
    useMemo(
      () =>
        launches.map(({ id, service, status }) => ({
          id,
          mark: status,
          text: () =>
            words.t('launch.announced', {
              service,
              status: words.t(presentLaunch(status).word),
            }),
        })),
      [launches, words],
    ),
  );

  const draw = () => {
    switch (state.kind) {
      case 'loading':
        return (
          <div role="status">
            <Text as="p" color="secondary">
              {words.t('launch.page.loading')}
            </Text>
            <Skeleton width="100%" height={20} />
          </div>
        );
      case 'error':
        return <Failure reason={state.reason} onRetry={refresh} />;
      case 'shown':
        return (
          <>
            {state.reason && (
              <Failure reason={state.reason} onRetry={refresh} />
            )}
            <LaunchLists launches={launches} onTakeBack={setTaking} />
          </>
        );
      default:
        throw new Error(`Unknown state ${state satisfies never}`);
    }
  };

  return (
    <Container py="4">
      <VisuallyHidden aria-live="polite">{announcement}</VisuallyHidden>
      {draw()}
      {taking && (
        <TakeBackDialog
          target={{ kind: 'launch', id: taking.id }}
          title={taking.service}
          onClose={() => {
            setTaking(undefined);
            refresh();
          }}
        />
      )}
    </Container>
  );
};
