import { WiringItem } from './WiringItem';

/**
 * What is done to bring items back into their wanted state, in this order: each needs those before it.
 */
export type RepairStep =
  | { kind: 'namespace'; environment: string }
  /** The credential with which CI writes, and the variables that tell CI of it. */
  | { kind: 'write' }
  /** The credential with which nodes pull, and the Secret in each namespace. */
  | { kind: 'pull' }
  | { kind: 'project' }
  /** The credential with which Argo CD reads, and the Secret of each Argo CD. */
  | { kind: 'read' }
  | { kind: 'hook'; path: string }
  | { kind: 'application'; environment: string };

export interface RepairPlan {
  steps: RepairStep[];
  /** What only people can mend. */
  left: WiringItem[];
}

const order: Array<RepairStep['kind']> = [
  'namespace',
  'write',
  'pull',
  'project',
  'read',
  'hook',
  'application',
];

/** What brings the items back, with what they need and what is gone with them. */
export function planRepair(items: readonly WiringItem[]): RepairPlan {
  const steps = new Map<string, RepairStep>();
  for (const step of items.flatMap(stepsFor)) {
    steps.set(JSON.stringify(step), step);
  }
  return {
    steps: [...steps.values()].sort(
      (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind),
    ),
    left: items.filter(item => stepsFor(item).length === 0),
  };
}

function stepsFor({ role, thing }: WiringItem): RepairStep[] {
  switch (role.kind) {
    case 'write-credential':
    case 'write-variable':
    case 'address-variable':
      return [{ kind: 'write' }];
    case 'read-credential':
    case 'repository-secret':
      return [{ kind: 'read' }];
    case 'pull-credential':
      return [{ kind: 'pull' }];
    // A namespace that was deleted has taken the pull secret with it.
    case 'namespace':
    case 'pull-secret':
      return [
        { kind: 'namespace', environment: role.place.environment.name },
        { kind: 'pull' },
      ];
    case 'quota':
      return [{ kind: 'namespace', environment: role.place.environment.name }];
    case 'project':
      return [{ kind: 'project' }];
    case 'application':
      return [
        { kind: 'project' },
        { kind: 'application', environment: role.place.environment.name },
      ];
    case 'portal-hook':
      return thing.kind === 'webhook'
        ? [{ kind: 'hook', path: thing.path }]
        : [];
    case 'repository':
    case 'catalog':
    case 'other':
      return [];
    default:
      throw new TypeError(`Not a role: ${role satisfies never}`);
  }
}
