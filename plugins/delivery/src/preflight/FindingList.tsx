import { PreflightFinding } from '@slipway/plugin-delivery-common';
import { Text } from '@backstage/ui';
import { useWords } from '../translation';
import styles from './Preflight.module.css';
import { presentMender, severities } from './presentPreflight';

const FindingItem = ({ finding }: { finding: PreflightFinding }) => {
  const words = useWords();
  const { icon: Icon, word } = severities[finding.severity];
  return (
    <li className={`${styles.finding} ${styles[finding.severity]}`}>
      <p className={styles.head}>
        <Icon className={styles.icon} aria-hidden="true" />
        <Text weight="bold">{words.t(word)}</Text>
        <Text>
          {words.t('preflight.wrongAt', { place: finding.place.name })}
        </Text>
      </p>
      <div className={styles.words}>
        <Text as="p" weight="bold">
          {words.sentence(finding.wrong)}
        </Text>
        <Text as="p">{words.sentence(finding.breaks)}</Text>
        <Text as="p">
          {words.t('preflight.whoCanMend', {
            who: words.t(presentMender(finding.who)),
          })}
        </Text>
        <Text as="p">{words.sentence(finding.mend)}</Text>
      </div>
    </li>
  );
};

/** What was found, what is in the way first. */
export const FindingList = ({ findings }: { findings: PreflightFinding[] }) => {
  const words = useWords();
  return findings.length === 0 ? null : (
    <ul className={styles.list} aria-label={words.t('preflight.findings')}>
      {findings.map(finding => (
        <FindingItem
          key={`${finding.id} ${finding.place.kind} ${
            finding.place.name
          } ${JSON.stringify(finding.wrong.params)}`}
          finding={finding}
        />
      ))}
    </ul>
  );
};
