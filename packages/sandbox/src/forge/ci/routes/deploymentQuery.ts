import type { DeploymentRecord } from '../../../runner/index.ts';
import { errors } from '../../errors/errors.ts';
import { optional, readParams, types } from '../../router/readParams.ts';

const filters = {
  order_by: optional(
    types.oneOf('id', 'iid', 'created_at', 'updated_at', 'finished_at', 'ref'),
  ),
  sort: optional(types.oneOf('asc', 'desc')),
  updated_after: optional(types.date),
  updated_before: optional(types.date),
  finished_after: optional(types.date),
  finished_before: optional(types.date),
  environment: optional(types.string),
  status: optional(
    types.oneOf(
      'created',
      'running',
      'success',
      'failed',
      'canceled',
      'skipped',
      'blocked',
    ),
  ),
};

const keys: Record<
  'id' | 'iid' | 'created_at' | 'updated_at' | 'finished_at' | 'ref',
  (deployment: DeploymentRecord) => string | number
> = {
  id: one => one.id,
  iid: one => one.iid,
  created_at: one => one.createdAt,
  updated_at: one => one.updatedAt,
  finished_at: one => one.finishedAt ?? '',
  ref: one => one.ref,
};

/** The deployments that a list asks for. A filter by a time wants the order by that time. */
export function selectDeployments(
  deployments: DeploymentRecord[],
  query: Record<string, any>,
  environmentName: (id: number) => string | undefined,
): DeploymentRecord[] {
  const asked = readParams(query, filters);
  const byUpdate = asked.updated_after ?? asked.updated_before;
  const byFinish = asked.finished_after ?? asked.finished_before;
  if (byUpdate && asked.order_by !== 'updated_at') {
    throw errors.badRequest('`updated_at` filter requires `updated_at` sort');
  }
  if (byFinish && asked.order_by !== 'finished_at') {
    throw errors.badRequest(
      '`finished_at` filter requires `finished_at` sort.',
    );
  }
  const within = (time: string | null, after?: string, before?: string) =>
    (!after || (time !== null && Date.parse(time) >= Date.parse(after))) &&
    (!before || (time !== null && Date.parse(time) <= Date.parse(before)));
  const keyOf = keys[asked.order_by ?? 'id'];
  const direction = asked.sort === 'desc' ? -1 : 1;
  return deployments
    .filter(
      one =>
        (!asked.environment ||
          environmentName(one.environmentId) === asked.environment) &&
        (!asked.status || one.status === asked.status) &&
        within(one.updatedAt, asked.updated_after, asked.updated_before) &&
        within(one.finishedAt, asked.finished_after, asked.finished_before),
    )
    .sort((one, other) => {
      const [a, b] = [keyOf(one), keyOf(other)];
      return direction * (a < b ? -1 : a > b ? 1 : one.id - other.id);
    });
}
