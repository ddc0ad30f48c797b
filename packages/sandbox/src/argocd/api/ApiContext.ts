import type { ClusterStore, StoredObject } from '../../world/seams.ts';
import type { ApplicationAccess } from '../control/ApplicationAccess.ts';
import type { Application, Destination } from '../model/Application.ts';
import type { AppProject } from '../project/AppProject.ts';
import type { RepositoryCredentials } from '../source/repositoryCredentials.ts';
import { ApiError, notFound } from './ApiError.ts';

/** What the API works on: the same store and the same functions as the controllers. */
export interface ApiContext {
  cluster: ClusterStore;
  namespace: string;
  applications: ApplicationAccess;
  project(name: string): AppProject | undefined;
  destination(destination: Destination): ClusterStore | undefined;
  credentials(url: string, project: string): RepositoryCredentials | undefined;
  /** Renders what the Application asks for; rejects with what is wrong with its source. */
  render(application: Application, signal: AbortSignal): Promise<unknown>;
  timeoutSeconds: number;
}

export interface ApiRequest {
  /** The variable parts of the path. */
  params: string[];
  query: URLSearchParams;
  body: unknown;
  signal: AbortSignal;
}

export interface ApiRoute {
  method: string;
  /** Of the path after `/argocd/api`. */
  path: RegExp;
  /** Answered to everybody. */
  open?: boolean;
  answer(request: ApiRequest): Promise<unknown> | unknown;
}

/** `applications.argoproj.io "payments" not found` */
export function missing(plural: string, name: string): ApiError {
  return new ApiError(notFound, `${plural}.argoproj.io "${name}" not found`);
}

/** A list as Argo CD answers it: null when there is nothing in it. */
export function listOf(items: StoredObject[]) {
  return { metadata: {}, items: items.length > 0 ? items : null };
}
