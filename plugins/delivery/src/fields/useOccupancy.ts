import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useEffect, useState } from 'react';
import { explain } from '../api';
import { Occupancy } from './deriveOccupancy';
import { lookUpName } from './lookUpName';

const PAUSE_IN_TYPING_MS = 300;

/** What has been found out about a name. */
export type NameCheck =
  /** There is nothing to look up yet. */
  | { kind: 'idle' }
  | { kind: 'checking' }
  | { kind: 'checked'; name: string; occupancy: Occupancy }
  | { kind: 'failed'; reason: string };

/** Looks up a well-formed name once its typing has paused. */
export function useOccupancy(name: string | undefined): NameCheck {
  const catalogApi = useApi(catalogApiRef);
  const identityApi = useApi(identityApiRef);
  const [check, setCheck] = useState<NameCheck>({ kind: 'idle' });

  useEffect(() => {
    if (!name) {
      setCheck({ kind: 'idle' });
      return undefined;
    }
    let isCurrent = true;
    const settle = (result: NameCheck) => isCurrent && setCheck(result);
    setCheck({ kind: 'checking' });
    const timer = setTimeout(() => {
      lookUpName(name, { catalogApi, identityApi }).then(
        occupancy => settle({ kind: 'checked', name, occupancy }),
        error => settle({ kind: 'failed', reason: explain(error) }),
      );
    }, PAUSE_IN_TYPING_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [name, catalogApi, identityApi]);

  return check;
}
