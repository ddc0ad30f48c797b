import { InputError } from '@backstage/errors';
import { ForgeReviewer } from '@slipway/plugin-wiring-node';

/** `user:dana`, `group:acme/platform`, or the word for a group that GitHub has: `team:platform`. */
export function parseReviewer(
  text: string,
): Pick<ForgeReviewer, 'kind' | 'name'> {
  const [, word, name] = /^(user|group|team):(.+)$/.exec(text) ?? [];
  if (!word) {
    throw new InputError(
      `"${text}" is not a reviewer; one is user:<name>, group:<path> or team:<slug>`,
    );
  }
  return { kind: word === 'user' ? 'user' : 'group', name };
}
