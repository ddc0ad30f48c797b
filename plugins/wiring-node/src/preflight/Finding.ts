import { FindingId, findingKinds, Mender, Severity } from './findingKinds';

/**
 * What a finding, or a check, is about.
 *
 * @public
 */
export interface PreflightPlace {
  kind:
    | 'forge'
    | 'group'
    | 'repository'
    | 'registry'
    | 'cluster'
    | 'environment'
    | 'argocd'
    | 'portal';
  name: string;
}

/**
 * Something that would stop a launch, or make it worse, seen before anything was made.
 *
 * @public
 */
export interface Finding {
  id: FindingId;
  severity: Severity;
  place: PreflightPlace;
  who: Mender;
  /** Of its sentences; names and numbers, never a credential. */
  params: Record<string, string | number>;
}

export function finding(
  id: FindingId,
  place: PreflightPlace,
  params: Finding['params'] = {},
): Finding {
  return { id, ...findingKinds[id], place, params };
}
