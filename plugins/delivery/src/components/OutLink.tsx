import { Link } from '@backstage/ui';
import { ReactNode } from 'react';

export interface OutLinkProps {
  /** Where nothing is known, the text stays a text. */
  href: string | undefined;
  title?: string;
  children: ReactNode;
}

/** A link to another system. */
export const OutLink = ({ href, title, children }: OutLinkProps) =>
  href ? (
    <Link href={href} title={title} target="_blank" rel="noreferrer">
      {children}
    </Link>
  ) : (
    <span title={title}>{children}</span>
  );
