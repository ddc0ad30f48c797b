import type { Clock } from '../../world/Clock.ts';
import type { ClusterStore, StoredObject } from '../../world/seams.ts';
import type { RolloutEvent } from '../../rollouts/decide/deriveConditions.ts';
import type { Destination } from '../model/Application.ts';
import type { AppProject } from '../project/AppProject.ts';
import type { SourceRenderer } from '../source/SourceRenderer.ts';
import type { ApplicationAccess } from './ApplicationAccess.ts';
import type { LiveState } from './LiveState.ts';
import type { CompareLevel } from './planRefresh.ts';

/** What the parts of the controller share. */
export interface ArgoCdTools {
  clock: Clock;
  namespace: string;
  resyncSeconds: number;
  applications: ApplicationAccess;
  live: LiveState;
  renderer: SourceRenderer;
  project(name: string): AppProject | undefined;
  destination(destination: Destination): ClusterStore | undefined;
  record(about: StoredObject, event: RolloutEvent): void;
  /** Compares an Application again, after so many milliseconds. */
  requestRefresh(name: string, level: CompareLevel, after?: number): void;
}
