import { useApi } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { LaunchSummary, LedgerItem } from '@slipway/plugin-delivery-common';
import { useEffect, useState } from 'react';
import { explain, launchesApiRef } from '../api';
import { useWords } from '../translation';
import styles from './Launches.module.css';
import { presentItem } from './presentLaunch';

type ItemsState =
  | { kind: 'loading' }
  | { kind: 'error'; reason: string }
  | { kind: 'shown'; items: LedgerItem[] };

/** What a launch has made, found and changed. */
export const LaunchItems = ({ launch }: { launch: LaunchSummary }) => {
  const api = useApi(launchesApiRef);
  const words = useWords();
  const [state, setState] = useState<ItemsState>({ kind: 'loading' });
  const { id, seenAt, status } = launch;

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    api.getLaunch(id, { signal }).then(
      ({ items }) => setState({ kind: 'shown', items }),
      error =>
        signal.aborted || setState({ kind: 'error', reason: explain(error) }),
    );
    return () => controller.abort();
    // What it has made is another whenever something is heard of it.
  }, [api, id, seenAt, status]);

  switch (state.kind) {
    case 'loading':
      return (
        <Text as="p" role="status" color="secondary">
          {words.t('launch.items.loading')}
        </Text>
      );
    case 'error':
      return (
        <Text as="p" role="alert">
          {words.t('launch.items.error', { reason: state.reason })}
        </Text>
      );
    case 'shown':
      return state.items.length === 0 ? (
        <Text as="p">{words.t('launch.items.none')}</Text>
      ) : (
        <ul
          className={styles.items}
          aria-label={words.t('launch.items.showOf', {
            service: launch.service,
          })}
        >
          {state.items.map(({ key, what, name, status: itemStatus }) => (
            <li key={key}>
              <Text color="secondary">{what}</Text> <Text>{name}</Text>{' '}
              <Text color="secondary">{words.t(presentItem(itemStatus))}</Text>
            </li>
          ))}
        </ul>
      );
    default:
      throw new Error(`Unknown state ${state satisfies never}`);
  }
};
