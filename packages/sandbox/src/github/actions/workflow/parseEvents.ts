import type { WorkflowTemplate } from '@actions/workflow-parser';
import type {
  BranchFilter,
  DispatchInput,
  WorkflowEvents,
} from './ParsedWorkflow.ts';
import { entryOf, isMap, type Template } from './Template.ts';

/** Which events start a workflow, and how it is started by hand. */
export function parseEvents(
  events: WorkflowTemplate['events'],
  on: Template | undefined,
): WorkflowEvents {
  const filters: Record<string, BranchFilter> = {};
  for (const [event, filter] of Object.entries(events)) {
    filters[event] = event === 'schedule' ? {} : (filter as BranchFilter) ?? {};
  }
  return {
    filters,
    dispatchInputs:
      'workflow_dispatch' in events
        ? dispatchInputs(entryOf(on, 'workflow_dispatch'))
        : undefined,
  };
}

function dispatchInputs(
  dispatch: Template | undefined,
): Record<string, DispatchInput> {
  const inputs = entryOf(dispatch, 'inputs');
  if (inputs === undefined || !isMap(inputs)) {
    return {};
  }
  return Object.fromEntries(
    inputs.entries.map(([name, body]) => [String(name), dispatchInput(body)]),
  );
}

function dispatchInput(body: Template): DispatchInput {
  const type = entryOf(body, 'type');
  const byDefault = entryOf(body, 'default');
  const options = entryOf(body, 'options');
  return {
    type: typeof type === 'string' ? type : 'string',
    required: entryOf(body, 'required') === true,
    default:
      byDefault === undefined || byDefault === null
        ? undefined
        : typeof byDefault === 'object'
        ? undefined
        : byDefault,
    options: Array.isArray(options) ? options.map(String) : undefined,
  };
}
