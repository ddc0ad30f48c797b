import type { StoredObject } from '../../world/seams.ts';
import type { SyncPhase } from '../model/Application.ts';
import type { Manifest } from '../model/Manifest.ts';
import { annotationOf } from '../model/Manifest.ts';

const HOOK = 'argocd.argoproj.io/hook';
const DELETE_POLICY = 'argocd.argoproj.io/hook-delete-policy';
const WAVE = 'argocd.argoproj.io/sync-wave';
const PHASES: SyncPhase[] = ['PreSync', 'Sync', 'PostSync', 'SyncFail'];

/** Helm's own hooks, as far as they mean something to a sync. */
const HELM_PHASES: Record<string, SyncPhase> = {
  'pre-install': 'PreSync',
  'pre-upgrade': 'PreSync',
  'post-install': 'PostSync',
  'post-upgrade': 'PostSync',
};

export type HookDeletePolicy =
  | 'BeforeHookCreation'
  | 'HookSucceeded'
  | 'HookFailed';

type AnyObject = Manifest | StoredObject;

function words(object: AnyObject, annotation: string): string[] {
  return (annotationOf(object, annotation) ?? '')
    .split(',')
    .map(word => word.trim())
    .filter(Boolean);
}

/** Left out of every sync and every comparison. */
export function isSkipped(object: AnyObject): boolean {
  return words(object, HOOK).includes('Skip');
}

/** The phases in which a hook runs; none for a resource. */
export function hookPhases(object: AnyObject): SyncPhase[] {
  const own = words(object, HOOK);
  if (own.length > 0) {
    return PHASES.filter(phase => own.includes(phase));
  }
  const helm = words(object, 'helm.sh/hook').map(word => HELM_PHASES[word]);
  return PHASES.filter(phase => helm.includes(phase));
}

export function isHook(object: AnyObject): boolean {
  return (
    (words(object, HOOK).length > 0 && !isSkipped(object)) ||
    hookPhases(object).length > 0
  );
}

export function deletePolicies(object: AnyObject): HookDeletePolicy[] {
  const known: HookDeletePolicy[] = [
    'BeforeHookCreation',
    'HookSucceeded',
    'HookFailed',
  ];
  const own = words(object, DELETE_POLICY);
  const chosen = known.filter(policy => own.includes(policy));
  return chosen.length > 0 ? chosen : ['BeforeHookCreation'];
}

/** The place in the order of a phase; 0 where nothing is said. */
export function waveOf(object: AnyObject): number {
  const text =
    annotationOf(object, WAVE) ?? annotationOf(object, 'helm.sh/hook-weight');
  return Number.parseInt(text ?? '0', 10) || 0;
}
