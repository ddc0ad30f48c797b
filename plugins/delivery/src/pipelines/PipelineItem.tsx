import { PipelineState } from '@slipway/plugin-delivery-common';
import { Text } from '@backstage/ui';
import { useId } from 'react';
import { OutLink, StatusBadge } from '../components';
import { OperationBar } from '../operations';
import { presentRun, selectOffers, shortSha } from '../present';
import { Age } from '../time';
import { useWords } from '../translation';
import { PipelineJobs } from './PipelineJobs';
import styles from './PipelinesView.module.css';
import { RunTime } from './RunTime';

export interface PipelineItemProps {
  pipeline: PipelineState;
  isNewest: boolean;
}

/** One run of the pipeline: of which commit, by whom, and how it went. */
export const PipelineItem = ({ pipeline, isNewest }: PipelineItemProps) => {
  const words = useWords();
  const headingId = useId();
  const { id, status, commit, url, jobs, startedAt, createdAt } = pipeline;
  const name = words.t('pipeline.label', { id });
  return (
    <section
      className={styles.item}
      aria-labelledby={headingId}
      data-pipeline={id}
      data-status={status}
    >
      <div className={styles.head}>
        <StatusBadge look={presentRun(status)} />
        <Text as="h4" variant="body-medium" weight="bold" id={headingId}>
          <OutLink href={url} title={name}>
            {commit.title || name}
          </OutLink>
        </Text>
        <OperationBar
          target={{ kind: 'pipeline', pipeline: id }}
          title={name}
          offers={selectOffers(pipeline.operations, 'pipelines')}
        />
      </div>
      <Text as="p" color="secondary">
        <OutLink href={commit.url} title={commit.sha}>
          {words.t('pipeline.commit', { sha: shortSha(commit.sha) })}
        </OutLink>{' '}
        {commit.author && words.t('pipeline.by', { author: commit.author })}
        {', '}
        {words.t(startedAt ? 'pipeline.started' : 'pipeline.created')}{' '}
        <Age at={startedAt ?? createdAt} as="ago" />
        <RunTime run={pipeline} before=", " />
      </Text>
      <PipelineJobs
        jobs={jobs}
        isOpenAtFirst={isNewest || status === 'running'}
      />
    </section>
  );
};
