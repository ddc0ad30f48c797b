import type { StoredObject } from '../../world/seams.ts';
import type { Application } from '../model/Application.ts';

export const SET_REFRESH_ANNOTATION =
  'argocd.argoproj.io/application-set-refresh';

export type Element = Record<string, unknown>;

export interface ApplicationTemplate {
  metadata?: {
    name?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    finalizers?: string[];
  };
  spec?: Application['spec'];
}

export interface ApplicationSetCondition {
  type: 'ErrorOccurred' | 'ParametersGenerated' | 'ResourcesUpToDate';
  status: 'True' | 'False';
  reason: string;
  message: string;
  lastTransitionTime?: string;
}

export type ApplicationSet = StoredObject & {
  spec: {
    goTemplate?: boolean;
    goTemplateOptions?: string[];
    generators: Array<{
      list?: { elements?: Element[]; template?: ApplicationTemplate };
    }>;
    template: ApplicationTemplate;
    templatePatch?: string;
    syncPolicy?: {
      applicationsSync?:
        | 'create-only'
        | 'create-update'
        | 'create-delete'
        | 'sync';
      preserveResourcesOnDeletion?: boolean;
    };
    preservedFields?: { annotations?: string[]; labels?: string[] };
  };
  status?: {
    conditions?: ApplicationSetCondition[];
    resources?: unknown[];
    resourcesCount?: number;
  };
};

/** What the controller may do to Applications that are there. */
export function policyOf({ spec }: ApplicationSet): {
  update: boolean;
  delete: boolean;
} {
  const sync = spec.syncPolicy?.applicationsSync ?? 'sync';
  return {
    update: sync === 'sync' || sync === 'create-update',
    delete: sync === 'sync' || sync === 'create-delete',
  };
}
