import { Link, useSidebarOpenState } from '@backstage/core-components';
import styles from './SidebarLogo.module.css';

export const SidebarLogo = () => {
  const { isOpen } = useSidebarOpenState();

  return (
    <Link to="/" underline="none" aria-label="Home" className={styles.logo}>
      <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
        <path
          d="M3 25 29 14"
          stroke="#f2b84b"
          strokeWidth="3"
          strokeLinecap="round"
        />
        <path d="M8 19h14l-3.500 -7h-10.500z" fill="#e8f1f2" />
      </svg>
      {isOpen && <span className={styles.name}>Slipway</span>}
    </Link>
  );
};
