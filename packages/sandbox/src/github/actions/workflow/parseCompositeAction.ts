import { parseDocument } from 'yaml';
import { z } from 'zod';
import type { ParsedJob } from './ParsedWorkflow.ts';
import { parseWorkflowFile } from './parseWorkflowFile.ts';

const schema = z.object({
  inputs: z
    .record(z.object({ default: z.unknown() }).partial().nullable())
    .nullish(),
  outputs: z.record(z.object({ value: z.unknown() })).nullish(),
  runs: z.object({
    using: z.string(),
    steps: z.array(z.unknown()).optional(),
  }),
});

export type ActionParseResult =
  /** Its steps, its defaults for inputs as `env`, and its outputs, as a job has them. */
  | { kind: 'composite'; job: ParsedJob }
  /** It runs in a way that the sandbox has not: `node24`, `docker`. */
  | { kind: 'other'; using: string }
  | { kind: 'invalid'; problem: string };

/** Reads an action of the repository: its steps are written as those of a workflow are. */
export async function parseCompositeAction(
  path: string,
  content: string,
): Promise<ActionParseResult> {
  const document = parseDocument(content);
  const action = schema.safeParse(
    document.errors.length > 0 ? null : document.toJS(),
  );
  if (!action.success) {
    const [first] = document.errors;
    return {
      kind: 'invalid',
      problem: `${path}: ${first?.message ?? action.error.issues[0].message}`,
    };
  }
  const { inputs, outputs, runs } = action.data;
  if (runs.using !== 'composite') {
    return { kind: 'other', using: runs.using };
  }
  const valueOf = (value: unknown) =>
    value === null || value === undefined ? '' : String(value);
  const job = {
    'runs-on': 'composite',
    env: Object.fromEntries(
      Object.entries(inputs ?? {}).map(([name, input]) => [
        name,
        valueOf(input?.default),
      ]),
    ),
    outputs: Object.fromEntries(
      Object.entries(outputs ?? {}).map(([name, { value }]) => [
        name,
        valueOf(value),
      ]),
    ),
    steps: runs.steps ?? [],
  };
  const result = await parseWorkflowFile(
    path,
    JSON.stringify({ on: 'push', jobs: { composite: job } }),
  );
  return result.kind === 'parsed'
    ? { kind: 'composite', job: result.workflow.jobs[0] }
    : { kind: 'invalid', problem: result.problems.join('\n') };
}
