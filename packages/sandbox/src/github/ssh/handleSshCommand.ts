import type { ServerChannel } from 'ssh2';
import type { DeployKeyRecord } from '../../forge/records/records.ts';
import type { GithubContext } from '../GithubContext.ts';
import { receiveForGithub } from '../git/receiveForGithub.ts';
import { parseGitCommand } from './parseGitCommand.ts';
import { endChannel, serveGitOverSsh } from './serveGitOverSsh.ts';

function refuse(channel: ServerChannel, message: string): void {
  channel.stderr.write(`${message}\n`);
  endChannel(channel, 1);
}

/** What a deploy key may have of its own repository, and of nothing else. */
export async function handleSshCommand(
  context: GithubContext,
  key: DeployKeyRecord,
  request: { command: string; protocol: string; channel: ServerChannel },
): Promise<void> {
  const { channel, protocol } = request;
  const { forge } = context;
  const own = forge.records.projects.get(key.projectId);
  const wanted = parseGitCommand(request.command);
  if (!own || !wanted) {
    refuse(
      channel,
      `Hi ${
        own?.fullPath ?? 'there'
      }! You've successfully authenticated, but GitHub does not provide shell access.`,
    );
    return;
  }
  const project = forge.access.lookUpProject(wanted.path);
  if (project?.id !== own.id || project.markedForDeletionOn !== null) {
    refuse(channel, 'ERROR: Repository not found.');
    return;
  }
  const base = {
    channel,
    service: wanted.service,
    folder: forge.git.of(project).folder,
    hooksFolder: forge.git.hooksFolder,
    protocol,
  };
  if (wanted.service === 'git-upload-pack') {
    await serveGitOverSsh(base);
    return;
  }
  if (!key.canPush) {
    refuse(
      channel,
      'ERROR: The key you are authenticating with has been marked as read only.',
    );
    return;
  }
  if (project.archived) {
    refuse(channel, 'ERROR: This repository was archived so it is read-only.');
    return;
  }
  // A push by a key counts as one of whoever made the repository.
  const user = forge.records.users.get(project.creatorId)!;
  await receiveForGithub(
    context,
    project,
    { kind: 'deploy-key', key },
    user,
    options => serveGitOverSsh({ ...base, ...options }),
  );
}
