import { KubernetesApiError } from '../../world/seams.ts';
import type { Subject } from './Subject.ts';

/** Who makes a request; throws 401 for nobody. */
export function authenticate(
  authorization: string | undefined,
  tokens: (token: string) => Subject | undefined,
): Subject {
  const token = /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1];
  const subject = token === undefined ? undefined : tokens(token);
  if (!subject) {
    throw new KubernetesApiError(401, 'Unauthorized', 'Unauthorized');
  }
  return subject;
}
