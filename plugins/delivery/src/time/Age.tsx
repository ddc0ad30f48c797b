import { useWords } from '../translation';
import { presentAge } from './presentAge';
import { presentMoment } from './presentMoment';
import { useNow } from './useNow';

export interface AgeProps {
  /** ISO 8601. */
  at: string;
  /** `ago` for a moment, `since` for something that lasts. */
  as: 'ago' | 'since';
}

/** A moment as its distance from now, with the moment itself in its title. */
export const Age = ({ at, as }: AgeProps) => {
  const words = useWords();
  const now = useNow(10_000);
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime())) {
    return <span>{at}</span>;
  }
  const age = words.say(presentAge(moment.getTime(), now));
  return (
    <time dateTime={at} title={presentMoment(at)}>
      {words.t(as === 'ago' ? 'frame.age.ago' : 'frame.age.since', { age })}
    </time>
  );
};
