import {
  cellOf,
  endings,
  faultKinds,
  type Cell,
  type FaultKind,
  type ForgeKind,
} from './Cell.ts';
import type { TemplateStep } from './readSteps.ts';

/** Why a step does not have a fault; undefined when it has. */
export function reasonAgainst(
  forge: ForgeKind,
  step: TemplateStep,
  kind: FaultKind,
): string | undefined {
  if (step.conditional) {
    return 'it runs after a failure only; each cell that ends with a take-back does what it does';
  }
  const asksNobody = step.action === 'fetch:template';
  if (asksNobody && kind !== 'killed-during' && kind !== 'cancelled') {
    return 'it asks nobody, so only its process can be killed and it can be cancelled';
  }
  if (kind === 'push-rejected') {
    if (step.action === 'delivery:pipeline:wait' && forge === 'github') {
      return "the workflow's push goes over SSH, where the sandbox has no faults";
    }
    return pushes(step) ? undefined : 'nothing is pushed in it';
  }
  return undefined;
}

/** The first and the last of the three that a repository is made with; and CI. */
function pushes({ id, action }: TemplateStep): boolean {
  return (
    action === 'delivery:pipeline:wait' ||
    (action === 'delivery:repository:ensure' && id !== 'app-repository')
  );
}

export function listCells(
  forge: ForgeKind,
  steps: readonly TemplateStep[],
): Cell[] {
  return steps.flatMap(step =>
    faultKinds
      .filter(kind => reasonAgainst(forge, step, kind) === undefined)
      .flatMap(kind =>
        endings.map(ending => cellOf({ forge, step: step.id, kind, ending })),
      ),
  );
}

/** A name, or one with `*` for any part of it. */
export function matchesName(pattern: string, name: string): boolean {
  const parts = pattern
    .split('*')
    .map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(name);
}
