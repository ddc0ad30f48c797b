import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { Skeleton, Text, VisuallyHidden } from '@backstage/ui';
import { ReactNode } from 'react';
import { presentMoment } from '../time';
import { useWords } from '../translation';
import styles from './DeliveryCard.module.css';
import { CardModel } from './deriveCardState';
import { NotWired } from './NotWired';
import {
  ErrorNotice,
  ForbiddenNotice,
  StaleBanner,
  UnreachableNotice,
} from './StateNotice';

export interface DeliveryCardProps<T> {
  title: string;
  model: CardModel<T>;
  /** What a screen reader is told of a change. */
  announcement: string;
  onRetry: () => void;
  children: (value: T) => ReactNode;
}

const Loading = ({ text }: { text: string }) => (
  <div className={styles.loading} role="status">
    <Text as="p" color="secondary">
      {text}
    </Text>
    <Skeleton width="60%" height={20} />
    <Skeleton width="100%" height={20} />
    <Skeleton width="80%" height={20} />
  </div>
);

/** The frame of every card, with each of the states in which there is nothing to show. */
export function DeliveryCard<T>(props: DeliveryCardProps<T>) {
  const { title, model, announcement, onRetry, children } = props;
  const words = useWords();
  const { state, stale } = model;

  const draw = () => {
    switch (state.kind) {
      case 'loading':
        return <Loading text={words.t('frame.loading')} />;
      case 'waiting':
        return (
          <Loading
            text={words.t('frame.waiting', {
              ago: presentMoment(state.since),
            })}
          />
        );
      case 'forbidden':
        return <ForbiddenNotice />;
      case 'error':
        return <ErrorNotice reason={state.reason} onRetry={onRetry} />;
      case 'unreachable':
        return <UnreachableNotice {...state} onRetry={onRetry} />;
      case 'not-wired':
        return <NotWired missing={state.missing} />;
      case 'shown':
        return children(state.value);
      default:
        throw new Error(`Unknown state ${state satisfies never}`);
    }
  };

  return (
    <EntityInfoCard title={title}>
      <div className={styles.frame}>
        <VisuallyHidden aria-live="polite">{announcement}</VisuallyHidden>
        {stale.map(notice => (
          <StaleBanner key={notice.of} notice={notice} onRetry={onRetry} />
        ))}
        {draw()}
      </div>
    </EntityInfoCard>
  );
}
