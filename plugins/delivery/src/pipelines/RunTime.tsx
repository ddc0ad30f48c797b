import { presentRunTime } from '../present';
import { useNow } from '../time';
import { useWords } from '../translation';

/** How long a run took, counting while it runs. */
export const RunTime = ({
  run,
  before = '',
}: {
  run: { status: string; startedAt?: string; finishedAt?: string };
  /** What sets it off from the text before it. */
  before?: string;
}) => {
  const words = useWords();
  const now = useNow(1000);
  const time = presentRunTime(run, now, words);
  return time ? <span>{`${before}${time}`}</span> : null;
};
