import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

type WorkflowParser = typeof import('@actions/workflow-parser');

let loading: Promise<WorkflowParser> | undefined;

/**
 * GitHub's own parser of workflow files. It imports its schema as JSON without saying so, as
 * bundlers allow and Node does not: the hook says it in its place, and is gone after the import.
 */
export function loadWorkflowParser(): Promise<WorkflowParser> {
  loading ??= importParser();
  return loading;
}

async function importParser(): Promise<WorkflowParser> {
  const hooks = registerHooks({
    load(url, context, next) {
      if (!/\/@actions\/workflow-parser\/dist\/[\w.-]+\.json$/.test(url)) {
        return next(url, context);
      }
      const text = readFileSync(fileURLToPath(url), 'utf8');
      return {
        format: 'module',
        shortCircuit: true,
        source: `export default ${text}`,
      };
    },
  });
  try {
    return await import('@actions/workflow-parser');
  } finally {
    hooks.deregister();
  }
}
