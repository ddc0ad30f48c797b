import { useEntity } from '@backstage/plugin-catalog-react';
import { Button, Text } from '@backstage/ui';
import { RiFileCopyLine } from '@remixicon/react';
import { useState } from 'react';
import { useWords } from '../translation';
import styles from './NotWired.module.css';
import { presentSnippet } from './presentSnippet';

/** Says what the service has to tell before anything can be shown. */
export const NotWired = ({ missing }: { missing: string[] }) => {
  const words = useWords();
  const { entity } = useEntity();
  const [outcome, setOutcome] = useState<'copied' | 'notCopied'>();
  const snippet = presentSnippet(missing, entity.metadata.name);

  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
    } catch {
      // The browser may forbid it, as on a page without TLS; the text can be selected.
      setOutcome('notCopied');
    }
  };

  return (
    <div className={styles.notWired}>
      <Text as="p" weight="bold">
        {words.t('frame.notWired.title')}
      </Text>
      <Text as="p">{words.t('frame.notWired.description')}</Text>
      <ul>
        {missing.map(key => (
          <li key={key}>
            <code>{key}</code>
          </li>
        ))}
      </ul>
      {missing.length > 1 && (
        <Text as="p">{words.t('frame.notWired.oneIsEnough')}</Text>
      )}
      {snippet && (
        <>
          <Text as="p">{words.t('frame.notWired.annotations')}</Text>
          <pre className={styles.snippet}>
            <code>{snippet}</code>
          </pre>
          <div>
            <Button
              size="small"
              variant="secondary"
              iconStart={<RiFileCopyLine aria-hidden="true" />}
              onPress={() => copy(snippet)}
            >
              {words.t('frame.notWired.copy')}
            </Button>{' '}
            <span role="status">
              {outcome && words.t(`frame.notWired.${outcome}`)}
            </span>
          </div>
        </>
      )}
    </div>
  );
};
