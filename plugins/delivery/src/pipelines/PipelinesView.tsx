import { PipelineBoard } from '@slipway/plugin-delivery-common';
import { Text } from '@backstage/ui';
import { EmptyNotice, OutLink, RowBoundary } from '../components';
import { useWords } from '../translation';
import { PipelineItem } from './PipelineItem';
import styles from './PipelinesView.module.css';

/** The pipelines of the default branch, newest first. */
export const PipelinesView = ({ board }: { board: PipelineBoard }) => {
  const words = useWords();
  const { repository, branch, pipelines } = board;
  return (
    <>
      <Text as="p" color="secondary">
        {words.t('pipeline.of', { branch })}{' '}
        <OutLink href={repository.url}>{repository.slug}</OutLink>
      </Text>
      {pipelines.length === 0 && (
        <EmptyNotice
          title={words.t('pipeline.none')}
          next={words.t('pipeline.noneNext', { branch })}
        />
      )}
      <ol className={styles.pipelines}>
        {pipelines.map((pipeline, index) => (
          <li key={pipeline.id} className={styles.pipeline}>
            <RowBoundary of={pipeline}>
              <PipelineItem pipeline={pipeline} isNewest={index === 0} />
            </RowBoundary>
          </li>
        ))}
      </ol>
    </>
  );
};
