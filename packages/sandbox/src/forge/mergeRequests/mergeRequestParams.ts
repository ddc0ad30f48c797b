import { optional, types } from '../router/readParams.ts';
import type { MergeRequestRecord } from '../records/records.ts';

/** What may be said of a merge request when it is made and when it is changed. */
export const mergeRequestParams = {
  description: optional(types.string),
  assignee_id: optional(types.integer),
  assignee_ids: optional(types.list),
  reviewer_ids: optional(types.list),
  labels: optional(types.list),
  add_labels: optional(types.list),
  remove_labels: optional(types.list),
  remove_source_branch: optional(types.boolean),
  squash: optional(types.boolean),
  discussion_locked: optional(types.boolean),
};

interface Given {
  description?: string;
  assignee_id?: number;
  assignee_ids?: string[];
  reviewer_ids?: string[];
  labels?: string[];
  add_labels?: string[];
  remove_labels?: string[];
  remove_source_branch?: boolean;
  squash?: boolean;
  discussion_locked?: boolean;
}

type Editable = Pick<
  MergeRequestRecord,
  | 'description'
  | 'assigneeIds'
  | 'reviewerIds'
  | 'labels'
  | 'removeSourceBranch'
  | 'squash'
  | 'discussionLocked'
>;

function ids(list: string[] | undefined): number[] | undefined {
  return list?.map(Number).filter(id => Number.isInteger(id) && id > 0);
}

/** A merge request's editable part after a request. */
export function applyMergeRequestParams(
  before: Editable,
  given: Given,
): Editable {
  const single =
    given.assignee_id === undefined
      ? undefined
      : [given.assignee_id].filter(id => id > 0);
  const labels = new Set(given.labels?.filter(Boolean) ?? before.labels);
  given.add_labels?.forEach(label => labels.add(label));
  given.remove_labels?.forEach(label => labels.delete(label));
  return {
    description: given.description ?? before.description,
    assigneeIds: ids(given.assignee_ids) ?? single ?? before.assigneeIds,
    reviewerIds: ids(given.reviewer_ids) ?? before.reviewerIds,
    labels: [...labels],
    removeSourceBranch: given.remove_source_branch ?? before.removeSourceBranch,
    squash: given.squash ?? before.squash,
    discussionLocked: given.discussion_locked ?? before.discussionLocked,
  };
}
