import { JobState } from '@slipway/plugin-delivery-common';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Text,
} from '@backstage/ui';
import { deriveStages } from '../present';
import { useWords } from '../translation';
import { JobItem } from './JobItem';
import styles from './PipelineJobs.module.css';
import { presentJobs } from './presentJobs';

export interface PipelineJobsProps {
  jobs: JobState[];
  isOpenAtFirst: boolean;
}

/** The jobs of a pipeline by their stages. */
export const PipelineJobs = ({ jobs, isOpenAtFirst }: PipelineJobsProps) => {
  const words = useWords();
  if (jobs.length === 0) {
    return (
      <Text as="p" color="secondary">
        {words.t('pipeline.noJobs')}
      </Text>
    );
  }
  return (
    <Accordion defaultExpanded={isOpenAtFirst}>
      <AccordionTrigger
        level={5}
        title={words.t('pipeline.jobs')}
        subtitle={presentJobs(jobs, words)}
      />
      <AccordionPanel>
        <ol className={styles.stages}>
          {deriveStages(jobs).map(stage => (
            <li key={stage.name} className={styles.stage}>
              <Text as="p" color="secondary" className={styles.name}>
                {stage.name}
              </Text>
              <ul className={styles.jobs} aria-label={stage.name}>
                {stage.jobs.map(job => (
                  <JobItem key={job.id} job={job} />
                ))}
              </ul>
            </li>
          ))}
        </ol>
      </AccordionPanel>
    </Accordion>
  );
};
