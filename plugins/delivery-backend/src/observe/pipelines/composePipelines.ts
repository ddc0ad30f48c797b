import {
  Observed,
  PipelineBoard,
  RunStatus,
} from '@slipway/plugin-delivery-common';
import { PipelineLook } from '@slipway/plugin-delivery-node';
import { derivePipelineOperations } from '../derive';

const moving: ReadonlySet<RunStatus> = new Set(['waiting', 'running']);

/** What a look that succeeded says, with the operations that make sense. */
export function observedBoard(
  board: Extract<PipelineLook, { kind: 'seen' }>['board'],
  now: Date,
): Observed<PipelineBoard> {
  return {
    kind: 'observed',
    freshness: { kind: 'live', at: now.toISOString() },
    value: {
      ...board,
      pipelines: board.pipelines.map(pipeline => ({
        ...pipeline,
        operations: derivePipelineOperations(pipeline),
      })),
    },
  };
}

/** What is said after a look that failed: what was seen before, and since when it is old. */
export function afterFailure(
  stored: Observed<PipelineBoard> | undefined,
  error: Error,
  now: Date,
): Observed<PipelineBoard> {
  if (stored?.kind === 'observed') {
    return stored.freshness.kind === 'stale'
      ? stored
      : {
          ...stored,
          freshness: {
            kind: 'stale',
            since: now.toISOString(),
            reason: error.message,
          },
        };
  }
  return stored?.kind === 'unreachable'
    ? stored
    : {
        kind: 'unreachable',
        since: now.toISOString(),
        reason: error.message,
      };
}

/** Whether something goes on by itself, so that looking again soon is worth it. */
export function isRunning(board: PipelineBoard): boolean {
  return board.pipelines.some(({ status }) => moving.has(status));
}
