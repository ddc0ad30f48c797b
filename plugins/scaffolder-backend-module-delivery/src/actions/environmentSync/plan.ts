import { EnvironmentLook } from '../../delivery';

/** What is to be done to bring an environment to what git asks for. */
export type SyncPlan =
  /** It is there, or on its way. */
  | { kind: 'none' }
  /** `basis` is what the offer was decided on. */
  | { kind: 'sync'; basis: string }
  /** It cannot be told yet, or the operation is not on offer yet. */
  | { kind: 'later'; words: string };

export function planSync(look: EnvironmentLook, environment: string): SyncPlan {
  switch (look.kind) {
    case 'healthy':
      return { kind: 'none' };
    case 'nothing':
      return offered(look.offer) ?? { kind: 'later', words: look.words };
    case 'coming':
    case 'degraded': {
      const { standing } = look.environment;
      if (standing === 'progressing' || standing === 'paused') {
        return { kind: 'none' };
      }
      return (
        offered(look.offer) ?? {
          kind: 'later',
          words: `a sync of ${environment} is not on offer: ${look.words}`,
        }
      );
    }
    default:
      throw new TypeError(`Not a look: ${look satisfies never}`);
  }
}

function offered(basis: string | undefined): SyncPlan | undefined {
  return basis === undefined ? undefined : { kind: 'sync', basis };
}
