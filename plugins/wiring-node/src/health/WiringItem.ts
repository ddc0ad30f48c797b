import { LedgerEntry } from '../ledger';
import { Thing } from '../run';
import { Place } from '../cluster';

/** One item of a service's wiring, before it has been looked at. */
export interface WiringItem {
  thing: Thing;
  what: string;
  name: string;
  role: WiringRole;
  /** What the ledger has of it. */
  entry?: LedgerEntry;
}

/** What an item is for; by it the item is looked at and repaired. */
export type WiringRole =
  | { kind: 'repository'; side: 'app' | 'gitops' }
  | { kind: 'write-credential' }
  | { kind: 'read-credential' }
  | { kind: 'pull-credential' }
  /** With which CI writes to the GitOps repository. */
  | { kind: 'write-variable' }
  | { kind: 'address-variable' }
  | { kind: 'portal-hook' }
  | { kind: 'namespace'; place: Place }
  | { kind: 'quota'; place: Place }
  | { kind: 'pull-secret'; place: Place }
  /** `places`: those that this Argo CD deploys to. */
  | { kind: 'project'; argocd: Place['argocd']; places: Place[] }
  | { kind: 'repository-secret'; argocd: Place['argocd'] }
  | { kind: 'application'; place: Place }
  | { kind: 'catalog' }
  /** Made by a template in its own way: only what the ledger knows of it is known. */
  | { kind: 'other' };
