import { isCompleted, statuses } from '../../../runner/index.ts';
import type { PipelineRecord } from '../../../runner/index.ts';
import { optional, readParams, types } from '../../router/readParams.ts';

const filters = {
  scope: optional(
    types.oneOf('running', 'pending', 'finished', 'branches', 'tags'),
  ),
  status: optional(types.oneOf(...statuses)),
  ref: optional(types.string),
  sha: optional(types.string),
  yaml_errors: optional(types.boolean),
  username: optional(types.string),
  updated_before: optional(types.date),
  updated_after: optional(types.date),
  created_before: optional(types.date),
  created_after: optional(types.date),
  source: optional(types.string),
  name: optional(types.string),
  order_by: optional(
    types.oneOf('id', 'status', 'ref', 'updated_at', 'user_id'),
  ),
  sort: optional(types.oneOf('asc', 'desc')),
};

/** The pipelines that a list asks for, in the order that it asks for. */
export function selectPipelines(
  pipelines: PipelineRecord[],
  query: Record<string, any>,
  usernameOf: (userId: number) => string | undefined,
): PipelineRecord[] {
  const asked = readParams(query, filters);
  const newestOf = newestByRef(pipelines);
  const found = pipelines.filter(
    one =>
      inScope(one, asked.scope, newestOf) &&
      (!asked.status || one.status === asked.status) &&
      (!asked.ref || one.ref === asked.ref) &&
      (!asked.sha || one.sha === asked.sha) &&
      (!asked.source || one.source === asked.source) &&
      (!asked.name || one.name === asked.name) &&
      (asked.yaml_errors === undefined ||
        asked.yaml_errors === (one.yamlErrors !== null)) &&
      (!asked.username || usernameOf(one.userId) === asked.username) &&
      isWithin(one.updatedAt, asked.updated_after, asked.updated_before) &&
      isWithin(one.createdAt, asked.created_after, asked.created_before),
  );
  const keyOf = sortKeys[asked.order_by ?? 'id'];
  const direction = asked.sort === 'asc' ? 1 : -1;
  return found.sort((one, other) => {
    const [a, b] = [keyOf(one), keyOf(other)];
    return direction * (a < b ? -1 : a > b ? 1 : one.id - other.id);
  });
}

const sortKeys: Record<
  'id' | 'status' | 'ref' | 'updated_at' | 'user_id',
  (pipeline: PipelineRecord) => string | number
> = {
  id: one => one.id,
  status: one => one.status,
  ref: one => one.ref,
  updated_at: one => one.updatedAt,
  user_id: one => one.userId,
};

function isWithin(
  time: string,
  after: string | undefined,
  before: string | undefined,
): boolean {
  const at = Date.parse(time);
  return (
    (!after || at >= Date.parse(after)) && (!before || at <= Date.parse(before))
  );
}

function newestByRef(pipelines: PipelineRecord[]): Set<number> {
  const newest = new Map<string, number>();
  for (const { id, ref, tag } of pipelines) {
    newest.set(`${tag}:${ref}`, Math.max(id, newest.get(`${tag}:${ref}`) ?? 0));
  }
  return new Set(newest.values());
}

function inScope(
  pipeline: PipelineRecord,
  scope: 'running' | 'pending' | 'finished' | 'branches' | 'tags' | undefined,
  newest: Set<number>,
): boolean {
  switch (scope) {
    case undefined:
      return true;
    case 'running':
    case 'pending':
      return pipeline.status === scope;
    case 'finished':
      return isCompleted(pipeline.status);
    case 'branches':
      return !pipeline.tag && newest.has(pipeline.id);
    case 'tags':
      return pipeline.tag && newest.has(pipeline.id);
    default:
      return scope satisfies never;
  }
}
