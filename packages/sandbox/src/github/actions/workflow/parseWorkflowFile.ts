import type { WorkflowTemplate } from '@actions/workflow-parser';
import { loadWorkflowParser } from './loadWorkflowParser.ts';
import type {
  ParsedJob,
  ParsedStep,
  WorkflowParseResult,
} from './ParsedWorkflow.ts';
import { parseEvents } from './parseEvents.ts';
import { readTemplate } from './readTemplate.ts';
import { entryOf, type Template } from './Template.ts';

type TemplateJob = WorkflowTemplate['jobs'][number];
type TemplateStep = Extract<TemplateJob, { type: 'job' }>['steps'][number];

/** Reads a workflow file with GitHub's own parser: all that is wrong with it is told at once. */
export async function parseWorkflowFile(
  path: string,
  content: string,
): Promise<WorkflowParseResult> {
  const { parseWorkflow, convertWorkflowTemplate, NoOperationTraceWriter } =
    await loadWorkflowParser();
  const { context, value } = parseWorkflow(
    { name: path, content },
    new NoOperationTraceWriter(),
  );
  const problems = () =>
    [...new Set(context.errors.getErrors().map(error => error.message))].map(
      message => `Invalid workflow file: ${path}: ${message}`,
    );
  if (!value || problems().length > 0) {
    return { kind: 'invalid', problems: problems() };
  }
  const template = await convertWorkflowTemplate(context, value);
  if (problems().length > 0) {
    return { kind: 'invalid', problems: problems() };
  }
  const root = readTemplate(JSON.parse(JSON.stringify(value)));
  const name = entryOf(root, 'name');
  const jobs = entryOf(root, 'jobs');
  return {
    kind: 'parsed',
    workflow: {
      name: typeof name === 'string' ? name : undefined,
      runName: entryOf(root, 'run-name'),
      events: parseEvents(template.events, entryOf(root, 'on')),
      env: entryOf(root, 'env'),
      permissions: entryOf(root, 'permissions'),
      concurrency: entryOf(root, 'concurrency'),
      defaults: entryOf(root, 'defaults'),
      jobs: template.jobs.map(job =>
        parseJob(job, entryOf(jobs, job.id.value)),
      ),
    },
  };
}

function parseJob(job: TemplateJob, body: Template | undefined): ParsedJob {
  const steps = entryOf(body, 'steps');
  const uses = entryOf(body, 'uses');
  return {
    id: job.id.value,
    name: entryOf(body, 'name'),
    needs: needsOf(entryOf(body, 'needs')),
    if: job.if.expression,
    permissions: entryOf(body, 'permissions'),
    runsOn: entryOf(body, 'runs-on'),
    env: entryOf(body, 'env'),
    defaults: entryOf(body, 'defaults'),
    environment: entryOf(body, 'environment'),
    concurrency: entryOf(body, 'concurrency'),
    strategy: entryOf(body, 'strategy'),
    outputs: entryOf(body, 'outputs'),
    continueOnError: entryOf(body, 'continue-on-error'),
    timeoutMinutes: entryOf(body, 'timeout-minutes'),
    steps:
      job.type === 'job' && Array.isArray(steps)
        ? job.steps.map((step, index) => parseStep(step, steps[index]))
        : [],
    uses: typeof uses === 'string' ? uses : undefined,
  };
}

// The parser empties its own list of needs while it looks for cycles.
function needsOf(needs: Template | undefined): string[] {
  if (typeof needs === 'string') {
    return [needs];
  }
  return Array.isArray(needs) ? needs.map(String) : [];
}

function parseStep(step: TemplateStep, body: Template): ParsedStep {
  const uses = entryOf(body, 'uses');
  return {
    id: step.id,
    name: entryOf(body, 'name'),
    if: step.if?.expression ?? 'success()',
    run: entryOf(body, 'run'),
    uses: typeof uses === 'string' ? uses : undefined,
    with: entryOf(body, 'with'),
    env: entryOf(body, 'env'),
    shell: entryOf(body, 'shell'),
    workingDirectory: entryOf(body, 'working-directory'),
    continueOnError: entryOf(body, 'continue-on-error'),
  };
}
