import { Release } from '@slipway/plugin-delivery-common';
import { OutLink } from '../components';
import { presentReference, presentRelease, shortSha } from '../present';
import { useWords } from '../translation';
import styles from './ReleaseText.module.css';

/** An image with the commits that it comes from. */
export const ReleaseText = ({ release }: { release: Release }) => {
  const words = useWords();
  const { commit, gitops } = release;
  return (
    <span className={styles.release}>
      <code title={presentReference(release)}>{presentRelease(release)}</code>
      {commit && (
        <OutLink href={commit.url} title={commit.sha}>
          {words.t('environment.commit', { sha: shortSha(commit.sha) })}
        </OutLink>
      )}
      {gitops && (
        <OutLink href={gitops.url} title={gitops.sha}>
          {words.t('environment.gitops', { sha: shortSha(gitops.sha) })}
        </OutLink>
      )}
    </span>
  );
};
