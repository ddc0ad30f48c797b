import type { Template } from './Template.ts';

export interface BranchFilter {
  branches?: string[];
  'branches-ignore'?: string[];
  tags?: string[];
  'tags-ignore'?: string[];
  paths?: string[];
  'paths-ignore'?: string[];
  types?: string[];
  workflows?: string[];
}

export interface DispatchInput {
  type: string;
  required: boolean;
  default: string | number | boolean | undefined;
  options: string[] | undefined;
}

/** What starts a workflow; an event that is not named does not. */
export interface WorkflowEvents {
  filters: Record<string, BranchFilter>;
  /** Of `workflow_dispatch`; undefined when it cannot be started by hand. */
  dispatchInputs: Record<string, DispatchInput> | undefined;
}

export interface ParsedStep {
  id: string;
  name: Template | undefined;
  /** Always with a status function in it. */
  if: string;
  run: Template | undefined;
  uses: string | undefined;
  with: Template | undefined;
  env: Template | undefined;
  shell: Template | undefined;
  workingDirectory: Template | undefined;
  continueOnError: Template | undefined;
}

export interface ParsedJob {
  id: string;
  name: Template | undefined;
  needs: string[];
  if: string;
  permissions: Template | undefined;
  runsOn: Template | undefined;
  env: Template | undefined;
  defaults: Template | undefined;
  environment: Template | undefined;
  concurrency: Template | undefined;
  strategy: Template | undefined;
  outputs: Template | undefined;
  continueOnError: Template | undefined;
  timeoutMinutes: Template | undefined;
  steps: ParsedStep[];
  /** A workflow that is run in the job's place. */
  uses: string | undefined;
}

/** A workflow file that is as it should be. */
export interface ParsedWorkflow {
  name: string | undefined;
  runName: Template | undefined;
  events: WorkflowEvents;
  env: Template | undefined;
  permissions: Template | undefined;
  concurrency: Template | undefined;
  defaults: Template | undefined;
  jobs: ParsedJob[];
}

export type WorkflowParseResult =
  | { kind: 'parsed'; workflow: ParsedWorkflow }
  | { kind: 'invalid'; problems: string[] };
