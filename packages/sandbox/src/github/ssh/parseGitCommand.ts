import type { GitService } from '../../forge/git/gitAccess.ts';

export interface GitCommandLine {
  service: GitService;
  /** `acme/payments` */
  path: string;
}

/** `git-upload-pack '/acme/payments.git'`; undefined for every other command. */
export function parseGitCommand(command: string): GitCommandLine | undefined {
  const match =
    /^git[- ](upload-pack|receive-pack) '?\/?([\w.-]+\/[\w.-]+?)(?:\.git)?\/?'?$/.exec(
      command.trim(),
    );
  return match
    ? { service: `git-${match[1]}` as GitService, path: match[2] }
    : undefined;
}
