import { Alert, Text } from '@backstage/ui';
import { WiringWork } from '@slipway/plugin-delivery-common';
import { Age, presentAge, useNow } from '../time';
import { useWords } from '../translation';
import {
  presentActor,
  presentDone,
  presentResult,
  presentWork,
} from './presentWiring';
import { Folded } from './FoldedItems';
import styles from './Wiring.module.css';

const EVERY_TEN_SECONDS = 10_000;

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

/** What was done in a line, such as `Repaired (dana, 3 min ago)`. */
function useWorkTitle(work: WiringWork): string {
  const words = useWords();
  const now = useNow(EVERY_TEN_SECONDS);
  const { actor, endedAt, startedAt } = work;
  const at = Date.parse(endedAt ?? startedAt);
  const named = {
    done: words.t(presentDone(work)),
    ago: words.t('frame.age.ago', { age: words.say(presentAge(at, now)) }),
  };
  return actor
    ? words.t('wiring.done.titleBy', { ...named, actor: presentActor(actor) })
    : words.t('wiring.done.title', named);
}

const Outcomes = ({ work }: { work: WiringWork }) => {
  const words = useWords();
  const { failure, outcomes } = work;
  const changed = outcomes.filter(({ result }) => result !== 'unchanged');
  const unchanged = outcomes.length - changed.length;
  return (
    <div className={styles.part}>
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
        <span>{words.t('wiring.done.unchanged', { count: unchanged })}</span>
      )}
    </div>
  );
};

/** What was done, item by item, and how it ended. */
export const WorkResult = ({ work }: { work: WiringWork }) => (
  <Alert
    status={work.failure === undefined ? 'success' : 'danger'}
    icon
    title={useWorkTitle(work)}
    description={<Outcomes work={work} />}
  />
);

/** The same as a line that opens, for what needs nobody any more. */
export const FoldedWorkResult = ({ work }: { work: WiringWork }) => (
  <Folded title={useWorkTitle(work)}>
    <Outcomes work={work} />
  </Folded>
);
