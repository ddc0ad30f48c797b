import type { Cell } from '../cells/Cell.ts';
import type { WorkerEnd } from '../world/WorkerPool.ts';

/** Above this nobody reads it. */
const longestLine = 700;

/** What is wrong with how the launch that met the fault ended, or with how it said so. */
export function judgeFirstRun(
  cell: Pick<Cell, 'kind' | 'step'>,
  end: WorkerEnd,
  names: { service: string; hosts: string[] },
): string[] {
  if (cell.kind.startsWith('killed')) {
    return end.kind === 'killed' ? [] : ['it was to be killed, and was not'];
  }
  if (end.kind === 'killed') {
    return ['its process ended, and nobody had killed it'];
  }
  const { succeeded, cancelled, error, step } = end.result;
  if (cell.kind === 'cancelled') {
    return cancelled ? [] : ['it was cancelled, and did not say so'];
  }
  if (cell.kind === 'rate-limited') {
    return succeeded
      ? []
      : [`it was asked to wait a second, and failed: ${error?.message}`];
  }
  if (succeeded) {
    return [];
  }
  const message = error?.message ?? '';
  // The one step that tells all that is in the way at once has a line for each.
  const lines = step === 'preflight' ? message.split('\n') : [message];
  // The portal's own catalog and delivery backend have no other address.
  const places = [names.service, ...names.hosts, 'sandbox', "portal's "];
  return [
    ...lines
      .filter(line => !line.trim() || line.includes('\n'))
      .map(() => `its error is not one line: ${message}`),
    ...lines
      .filter(line => line.length > longestLine)
      .map(line => `its error is ${line.length} characters long: ${line}`),
    ...(/\bundefined\b|\[object|\bnode_modules\b|TypeError/.test(message)
      ? [`its error is not for people: ${message}`]
      : []),
    ...(places.some(place => message.includes(place))
      ? []
      : [`its error does not say where: ${message}`]),
  ];
}
