import { ReactNode } from 'react';
import styles from './Facts.module.css';

/** Named values beside each other, as many as fit. */
export const Facts = ({ children }: { children: ReactNode }) => (
  <dl className={styles.facts}>{children}</dl>
);

export interface FactProps {
  name: string;
  /** Takes a line of its own. */
  isWide?: boolean;
  children: ReactNode;
}

export const Fact = ({ name, isWide, children }: FactProps) => (
  <div className={`${styles.fact} ${isWide ? styles.wide : ''}`}>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);
