/** What a Rollout is doing. Each case holds at a moment by itself, whatever `phase` says. */
export type RolloutReading =
  | { kind: 'removing' }
  /** The controller has not yet looked at what was changed last, so its status is an old one. */
  | { kind: 'taking-up'; what: 'first' | 'change' | 'promotion' | 'retry' }
  | { kind: 'invalid-spec' }
  | { kind: 'aborted' }
  | { kind: 'promoting-fully' }
  | { kind: 'deadline-exceeded' }
  | {
      kind: 'paused';
      reason: 'step' | 'blue-green' | 'inconclusive-analysis' | 'by-a-person';
      since?: string;
      until?: string;
      seconds?: number;
    }
  | { kind: 'degraded' }
  /** The first revision, before it has ever been healthy. */
  | { kind: 'starting' }
  | { kind: 'restarting' }
  /** The revision that is live has lost pods or gets more of them. */
  | { kind: 'recovering' }
  /** A canary without steps: a rolling update. */
  | { kind: 'replacing' }
  /** A canary at a step, from 0. */
  | { kind: 'stepping'; step: number }
  | { kind: 'analysing'; step: number }
  | { kind: 'all-steps' }
  | { kind: 'preview-starting' }
  | { kind: 'preview-analysing' }
  | { kind: 'switching' }
  /** Blue-green: switched, and not yet final. */
  | { kind: 'verifying' }
  | { kind: 'finishing' }
  | { kind: 'scaled-to-zero' }
  | { kind: 'healthy' };
