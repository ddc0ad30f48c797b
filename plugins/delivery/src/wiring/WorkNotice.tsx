import { Alert, Text } from '@backstage/ui';
import { WiringWork } from '@slipway/plugin-delivery-common';
import { Age } from '../time';
import { useWords } from '../translation';
import {
  presentActor,
  presentDone,
  presentResult,
  presentWork,
} from './presentWiring';
import styles from './Wiring.module.css';

/** What is being done now. */
export const WorkNotice = ({ work }: { work: WiringWork }) => {
  const words = useWords();
  const { kind, actor, startedAt } = work;
  const by = actor
    ? words.t('wiring.work.by', { actor: presentActor(actor) })
    : words.t('wiring.work.bySchedule');
  return (
    <Alert
      status="info"
      icon
      isPending
      title={words.t(presentWork(kind))}
      description={
        <>
          {by}, {words.t('wiring.work.started')} <Age at={startedAt} as="ago" />
        </>
      }
    />
  );
};

/** What was done, item by item, and how it ended. */
export const WorkResult = ({ work }: { work: WiringWork }) => {
  const words = useWords();
  const { actor, endedAt, startedAt, failure, outcomes } = work;
  const changed = outcomes.filter(({ result }) => result !== 'unchanged');
  const unchanged = outcomes.length - changed.length;
  return (
    <Alert
      status={failure === undefined ? 'success' : 'danger'}
      icon
      title={words.t(presentDone(work))}
      description={
        <div className={styles.part}>
          <span>
            {actor && words.t('wiring.done.by', { actor: presentActor(actor) })}{' '}
            <Age at={endedAt ?? startedAt} as="ago" />
          </span>
          {failure !== undefined && <Text as="p">{failure}</Text>}
          {changed.length > 0 && (
            <ul
              className={styles.plain}
              aria-label={words.t('wiring.done.outcomes')}
            >
              {changed.map(({ what, name, result }) => (
                <li key={`${what} ${name} ${result}`}>
                  {what} {name} {words.t(presentResult(result))}
                </li>
              ))}
            </ul>
          )}
          {changed.length === 0 && failure === undefined && (
            <span>{words.t('wiring.done.none')}</span>
          )}
          {unchanged > 0 && (
            <span>
              {words.t('wiring.done.unchanged', { count: unchanged })}
            </span>
          )}
        </div>
      }
    />
  );
};
