import { RiLoader4Line } from '@remixicon/react';
import { Badge } from '@backstage/ui';
import { Look } from '../present';
import { useWords } from '../translation';
import styles from './StatusBadge.module.css';

/** A state as an icon and a word. */
export const StatusBadge = ({ look }: { look: Look }) => {
  const words = useWords();
  const Icon = look.icon;
  return (
    <Badge
      size="small"
      className={styles.badge}
      icon={
        <Icon
          size={14}
          aria-hidden="true"
          className={`${styles[look.tone]} ${
            Icon === RiLoader4Line ? styles.turning : ''
          }`}
        />
      }
    >
      {words.t(look.word)}
    </Badge>
  );
};
