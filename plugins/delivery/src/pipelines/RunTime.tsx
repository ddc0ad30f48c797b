import { presentRunTime } from '../present';
import { useNow } from '../time';
import { useWords } from '../translation';

/** How long a run took, counting while it runs. */
export const RunTime = ({
  run,
}: {
  run: { status: string; startedAt?: string; finishedAt?: string };
}) => {
  const words = useWords();
  const now = useNow(1000);
  return <span>{presentRunTime(run, now, words)}</span>;
};
