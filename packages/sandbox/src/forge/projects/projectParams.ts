import { optional, readParams, types } from '../router/readParams.ts';

/** What a client says of a project when it creates or edits it. */
export const projectParams = {
  name: optional(types.string),
  path: optional(types.string),
  description: optional(types.string),
  visibility: optional(types.oneOf('private', 'internal', 'public')),
  default_branch: optional(types.string),
  topics: optional(types.list),
  tag_list: optional(types.list),
};

/** Topics, by their name and by their former one. */
export function readTopics(body: Record<string, any>): string[] | undefined {
  const given = readParams(body, {
    topics: optional(types.list),
    tag_list: optional(types.list),
  });
  return (given.topics ?? given.tag_list)?.filter(Boolean);
}
