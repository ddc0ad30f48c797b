import { JobState } from '@slipway/plugin-delivery-common';
import { Text } from '@backstage/ui';
import { OutLink, StatusBadge } from '../components';
import { presentJob } from '../present';
import { useWords } from '../translation';
import styles from './PipelineJobs.module.css';
import { RunTime } from './RunTime';

/** One job with its status, its time and, where it failed, the reason. */
export const JobItem = ({ job }: { job: JobState }) => {
  const words = useWords();
  const isRunning = job.status === 'running';
  const remarks = [
    job.allowedToFail && words.t('pipeline.allowedToFail'),
    job.failureReason &&
      words.t('pipeline.failureReason', { reason: job.failureReason }),
  ].filter(Boolean);
  return (
    <li
      className={`${styles.job} ${isRunning ? styles.running : ''}`}
      aria-current={isRunning ? 'true' : undefined}
      data-status={job.status}
    >
      <StatusBadge look={presentJob(job)} />
      <OutLink href={job.url}>{job.name}</OutLink>
      <Text as="span" color="secondary">
        <RunTime run={job} />
      </Text>
      {remarks.length > 0 && (
        <Text as="span" color="secondary">
          {remarks.join(', ')}
        </Text>
      )}
    </li>
  );
};
