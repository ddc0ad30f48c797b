import { spawn } from 'node:child_process';
import type { ServerChannel } from 'ssh2';
import { gitEnvironment } from '../../git/GitCommand.ts';
import type { ReportRewriter } from '../../git/ReportRewriter.ts';
import type { GitService } from '../../forge/git/gitAccess.ts';

export interface SshGitRequest {
  channel: ServerChannel;
  service: GitService;
  /** The bare repository. */
  folder: string;
  /** Shared hooks; no others run. */
  hooksFolder: string;
  /** What the client says of the version of git's protocol that it speaks. */
  protocol: string;
  env?: Record<string, string>;
  rewrite?: ReportRewriter;
  beforeEnd?: () => Promise<void>;
}

/** Ends a channel as a program ends. */
export function endChannel(channel: ServerChannel, code: number): void {
  channel.exit(code);
  channel.end();
}

/** Lets git answer on a channel; resolves when it is done. */
export function serveGitOverSsh(request: SshGitRequest): Promise<void> {
  const { channel, rewrite } = request;
  return new Promise((resolve, reject) => {
    const child = spawn(
      'git',
      [request.service.replace('git-', ''), request.folder],
      {
        env: gitEnvironment({
          GIT_PROTOCOL: request.protocol,
          GIT_CONFIG_COUNT: '2',
          GIT_CONFIG_KEY_0: 'safe.directory',
          GIT_CONFIG_VALUE_0: '*',
          GIT_CONFIG_KEY_1: 'core.hooksPath',
          GIT_CONFIG_VALUE_1: request.hooksFolder,
          ...request.env,
        }),
        stdio: ['pipe', 'pipe', 'pipe'],
      },
    );
    child.on('error', reject);
    channel.pipe(child.stdin);
    // Git may be done before it has read everything.
    child.stdin.on('error', () => channel.unpipe(child.stdin));
    child.stderr.on('data', (chunk: Buffer) => channel.stderr.write(chunk));
    const output = rewrite ? child.stdout.pipe(rewrite) : child.stdout;
    const outputEnded = new Promise<void>(done => output.on('end', done));
    output.pipe(channel, { end: false });
    // A client that goes away takes its process with it; what that still says is for nobody.
    channel.on('close', () => {
      child.kill();
      output.unpipe(channel);
      output.resume();
    });
    child.on('close', code => {
      outputEnded
        .then(() => request.beforeEnd?.())
        .finally(() => endChannel(channel, code ?? 128))
        .then(resolve, reject);
    });
  });
}
