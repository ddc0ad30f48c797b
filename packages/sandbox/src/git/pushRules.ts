import type { GithubPushRules } from './githubPushRules.ts';

/** What decides about a push, handed to the hook that git starts. */
export interface PushRules {
  /** The level of who pushes, as in GitLab's numbers. */
  level: number;
  defaultBranch: string;
  /** Nothing has been pushed to the repository yet. */
  empty: boolean;
  protected: Array<{
    /** A branch, or a pattern with `*`. */
    name: string;
    /** The levels of which one is enough to push. */
    push: number[];
    allowForcePush: boolean;
  }>;
  /** Of a push through GitHub's doors, which words its refusals as GitHub does. */
  github?: GithubPushRules;
}

export interface PushCommand {
  before: string;
  after: string;
  ref: string;
  /** The new commit does not have the old one behind it. */
  forced: boolean;
}

const zeros = /^0+$/;
const developer = 30;
const maintainer = 40;

function matches(pattern: string, branch: string): boolean {
  const expression = pattern
    .split('*')
    .map(part => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${expression}$`, 's').test(branch);
}

/** Why a push is refused, in GitLab's words; undefined when it is not. */
export function derivePushRefusal(
  rules: PushRules,
  command: PushCommand,
): string | undefined {
  if (rules.level < developer) {
    return 'You are not allowed to push code to this project.';
  }
  const prefix = 'refs/heads/';
  if (!command.ref.startsWith(prefix)) {
    return undefined;
  }
  const branch = command.ref.slice(prefix.length);
  const deletes = zeros.test(command.after);
  if (deletes && branch === rules.defaultBranch) {
    return 'The default branch of a project cannot be deleted.';
  }
  const fitting = rules.protected.filter(rule => matches(rule.name, branch));
  if (fitting.length === 0) {
    return rules.empty &&
      branch === rules.defaultBranch &&
      rules.level < maintainer
      ? 'You are not allowed to push code to protected branches on this project.'
      : undefined;
  }
  if (deletes) {
    return rules.level < maintainer
      ? 'You are not allowed to delete protected branches from this project. Only a project maintainer or owner can delete a protected branch.'
      : 'You can only delete protected branches using the web interface.';
  }
  const mayPush = fitting
    .flatMap(rule => rule.push)
    .some(level => level > 0 && rules.level >= level);
  if (!mayPush) {
    return 'You are not allowed to push code to protected branches on this project.';
  }
  // One rule without the permission is enough to refuse, as on GitLab.
  if (command.forced && !fitting.every(rule => rule.allowForcePush)) {
    return 'You are not allowed to force push code to a protected branch on this project.';
  }
  return undefined;
}
