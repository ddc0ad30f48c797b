import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemBWorkflow } from '../testUtils/systemB.ts';
import { parseWorkflowFile } from './parseWorkflowFile.ts';

const path = '.github/workflows/ci.yml';

test('a workflow file is read with GitHub’s own parser', async () => {
  const result = await parseWorkflowFile(path, systemBWorkflow);
  assert.equal(result.kind, 'parsed');
  const { workflow } = result as Extract<typeof result, { kind: 'parsed' }>;
  assert.equal(workflow.name, 'CI');
  assert.deepEqual(
    workflow.jobs.map(job => [job.id, job.needs, job.steps.length]),
    [
      ['lint', [], 4],
      ['test', [], 4],
      ['build', ['lint', 'test'], 6],
      ['e2e', ['build'], 3],
      ['gitops', ['build', 'e2e'], 2],
    ],
  );
  assert.equal(
    workflow.jobs[2].if,
    "success() && (github.event_name != 'pull_request')",
  );
  assert.deepEqual(workflow.events.filters.push, {
    branches: ['main'],
    'paths-ignore': ['docs/**'],
  });
  assert.deepEqual(workflow.events.dispatchInputs, {
    reason: {
      type: 'string',
      required: false,
      default: 'by hand',
      options: undefined,
    },
  });
});

const job = (body: string) => `on: push
jobs:
  build:
    runs-on: ubuntu-latest
${body}`;

for (const [what, content, problem] of [
  ['a file that is no YAML', 'on: [push', /Invalid workflow file/],
  [
    'a job without runs-on',
    'on: push\njobs: {a: {steps: [{run: x}]}}',
    /runs-on/,
  ],
  ['an unknown key', job('    step: []'), /Unexpected value 'step'/],
  [
    'a need of no job',
    job('    needs: nowhere\n    steps: [{run: x}]'),
    /must contain at least one job with no dependencies|unknown job 'nowhere'/,
  ],
  [
    'a context that is not there',
    job('    steps:\n      - run: echo ${{ nothing.here }}'),
    /Unrecognized named-value: 'nothing'/,
  ],
] as const) {
  test(`${what} is told as a problem of the file`, async () => {
    const result = await parseWorkflowFile(path, content);
    assert.equal(result.kind, 'invalid');
    const { problems } = result as Extract<typeof result, { kind: 'invalid' }>;
    assert.match(problems.join('\n'), problem);
  });
}
