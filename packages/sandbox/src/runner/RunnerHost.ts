import type { CiVariable } from './ciRecords.ts';
import type { RunnerEvent } from './RunnerEvent.ts';

export interface CiProject {
  id: number;
  name: string;
  /** `acme/payments` */
  path: string;
  url: string;
  defaultBranch: string;
  visibility: string;
}

export interface CiUser {
  id: number;
  username: string;
  name: string;
  email: string;
}

export interface CiCommit {
  sha: string;
  message: string;
  timestamp: string;
  authorName: string;
  authorEmail: string;
}

/** What the runner needs of the forge that it works for. */
export interface RunnerHost {
  baseUrl(): string;
  registryHost(): string;
  project(id: number): CiProject | undefined;
  user(id: number): CiUser | undefined;
  commit(projectId: number, revision: string): Promise<CiCommit | undefined>;
  /** Files that differ between two commits. */
  changedFiles(
    projectId: number,
    before: string,
    after: string,
  ): Promise<string[]>;
  /** Writes a commit's files into an empty folder. */
  checkOut(projectId: number, sha: string, folder: string): Promise<void>;
  isProtected(projectId: number, ref: string, tag: boolean): boolean;
  /** Of the groups and the project, those that a job of this ref and environment may see. */
  variables(
    projectId: number,
    job: { ref: string; tag: boolean; environment: string | undefined },
  ): CiVariable[];
  nextIid(projectId: number, sequence: 'pipeline' | 'deployment'): number;
  issueJobToken(job: { id: number; projectId: number; userId: number }): string;
  revokeJobToken(jobId: number): void;
  pushImage(image: {
    repository: string;
    tag: string;
    labels: Record<string, string>;
    /** Those that it is built for, where the job names them. */
    platforms?: string[];
    credentials: { username: string; password: string };
  }): Promise<{ digest: string; size: number }>;
  /** Told of every change of a pipeline, a job and a deployment, after it is stored. */
  emit(event: RunnerEvent): void;
}
