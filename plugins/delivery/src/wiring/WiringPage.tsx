import {
  Alert,
  Button,
  Container,
  Skeleton,
  Text,
  VisuallyHidden,
} from '@backstage/ui';
import { WiringSummary } from '@slipway/plugin-delivery-common';
import { useMemo, useState } from 'react';
import { ReadWiringList } from '../api';
import { useAnnouncement } from '../components/useAnnouncement';
import { useWords } from '../translation';
import { presentWiringStanding } from './presentWiring';
import { useWiringList } from './useWiringList';
import { Chosen, WiringFilter } from './WiringFilter';
import styles from './WiringPage.module.css';
import { WiringTable } from './WiringTable';

const none: WiringSummary[] = [];

const Failure = (props: {
  isStale: boolean;
  reason: string;
  onRetry: () => void;
}) => {
  const words = useWords();
  const { isStale, reason, onRetry } = props;
  return (
    <Alert
      role="alert"
      status={isStale ? 'warning' : 'danger'}
      icon
      title={words.t(isStale ? 'wiring.page.stale' : 'wiring.page.error')}
      description={reason}
      customActions={
        <Button size="small" variant="secondary" onPress={onRetry}>
          {words.t('wiring.error.retry')}
        </Button>
      }
    />
  );
};

const Note = (props: { title: string; description: string }) => (
  <Alert role="status" status="info" icon {...props} />
);

const Services = ({ list }: { list: ReadWiringList }) => {
  const words = useWords();
  const [chosen, setChosen] = useState<Chosen>('all');
  const { services, unreadable } = list;
  const shown = services.filter(
    ({ standing }) => chosen === 'all' || standing === chosen,
  );
  const unread = unreadable > 0 && (
    <Text as="p">
      {words.t('wiring.page.unreadable', { count: unreadable })}
    </Text>
  );
  if (services.length === 0) {
    return (
      <>
        {unread || (
          <Note
            title={words.t('wiring.page.empty')}
            description={words.t('wiring.page.emptyNext')}
          />
        )}
      </>
    );
  }
  return (
    <>
      <WiringFilter services={services} chosen={chosen} onChoose={setChosen} />
      <VisuallyHidden role="status">
        {words.t('wiring.page.shown', { count: shown.length })}
      </VisuallyHidden>
      {shown.length === 0 ? (
        <Note
          title={words.t('wiring.page.noneOf')}
          description={words.t('wiring.page.noneOfNext')}
        />
      ) : (
        <WiringTable services={shown} />
      )}
      {unread}
    </>
  );
};

/** How the wiring of every service stands that somebody may see, worst first. */
export const WiringPage = () => {
  const words = useWords();
  const { state, refresh } = useWiringList();
  const services = state.kind === 'shown' ? state.list.services : none;
  const announcement = useAnnouncement(
    useMemo(
      () =>
        services.map(({ entityRef, service, standing }) => ({
          id: entityRef,
          mark: standing,
          text: () =>
            words.t('wiring.page.announced', {
              service,
              standing: words.t(presentWiringStanding(standing).word),
            }),
        })),
      [services, words],
    ),
  );

  const draw = () => {
    switch (state.kind) {
      case 'loading':
        return (
          <div role="status">
            <Text as="p" color="secondary">
              {words.t('wiring.page.loading')}
            </Text>
            <Skeleton width="100%" height={20} />
          </div>
        );
      case 'error':
        return (
          <Failure isStale={false} reason={state.reason} onRetry={refresh} />
        );
      case 'shown':
        return (
          <>
            {state.reason && (
              <Failure isStale reason={state.reason} onRetry={refresh} />
            )}
            <Services list={state.list} />
          </>
        );
      default:
        throw new Error(`Unknown state ${state satisfies never}`);
    }
  };

  return (
    <Container py="4">
      <VisuallyHidden aria-live="polite">{announcement}</VisuallyHidden>
      <div className={styles.page}>{draw()}</div>
    </Container>
  );
};
