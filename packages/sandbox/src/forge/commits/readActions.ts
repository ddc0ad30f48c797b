import { errors } from '../errors/errors.ts';
import type { FileAction } from '../../git/planTreeChanges.ts';
import { optional, readParams, required, types } from '../router/readParams.ts';

export interface ReadActions {
  actions: FileAction[];
  lastCommitIds: Array<{ path: string; sha: string }>;
}

const kinds = types.oneOf('create', 'update', 'move', 'delete', 'chmod');

/** The content of a file as it came: text, or base64 of anything. */
export function decodeContent(
  content: string,
  encoding: string | undefined,
): Buffer {
  return Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8');
}

/** The `actions` of `POST commits`, checked as Grape does; problems of all of them are told. */
export function readActions(given: unknown): ReadActions {
  if (
    !Array.isArray(given) ||
    given.some(each => each === null || typeof each !== 'object')
  ) {
    throw errors.parameters(['actions is invalid']);
  }
  const result: ReadActions = { actions: [], lastCommitIds: [] };
  for (const [index, source] of given.entries()) {
    const prefix = `actions[${index}]`;
    const action = readParams(
      source,
      {
        action: required(kinds),
        file_path: required(types.string),
        previous_path: optional(types.string),
        content: optional(types.string),
        encoding: optional(types.oneOf('text', 'base64')),
        last_commit_id: optional(types.string),
        execute_filemode: optional(types.boolean),
      },
      prefix,
    );
    if (
      ['create', 'update'].includes(action.action) &&
      action.content === undefined
    ) {
      throw errors.parameters([`${prefix}[content] is missing`]);
    }
    if (action.action === 'chmod' && action.execute_filemode === undefined) {
      throw errors.parameters([`${prefix}[execute_filemode] is missing`]);
    }
    result.actions.push({
      action: action.action,
      path: action.file_path,
      previousPath: action.previous_path,
      content:
        action.content === undefined
          ? undefined
          : decodeContent(action.content, action.encoding),
      executable: action.execute_filemode,
    });
    if (action.last_commit_id !== undefined) {
      result.lastCommitIds.push({
        path: action.file_path,
        sha: action.last_commit_id,
      });
    }
  }
  return result;
}
