import { ServiceUnavailableError } from '@backstage/errors';
import { Client } from 'ssh2';
import { parseSshUrl } from './parseSshUrl';

const timeoutMs = 15_000;

/** What git runs on the forge: to fetch, and to push. */
export type GitService = 'git-upload-pack' | 'git-receive-pack';

/**
 * Whether a key may fetch a repository, or push to it, asked as git does. The server is not known by its host key
 * here: a key pair gives nothing away to who it is shown to, and nothing is taken from the answer.
 */
export async function mayOverSsh(options: {
  service: GitService;
  /** `git@github.com:acme/payments.git`, or `ssh://…`. */
  url: string;
  privateKey: string;
  signal?: AbortSignal;
}): Promise<boolean> {
  const { service, url, privateKey, signal } = options;
  const { host, port, username, path } = parseSshUrl(url);
  signal?.throwIfAborted();
  const client = new Client();
  const stop = () => client.destroy();
  signal?.addEventListener('abort', stop);
  try {
    return await new Promise<boolean>((resolve, reject) => {
      const timer = setTimeout(
        () =>
          reject(unreachable(url, `no answer within ${timeoutMs / 1000} s`)),
        timeoutMs,
      );
      const settle = (work: () => void) => {
        clearTimeout(timer);
        work();
      };
      client
        .on('ready', () =>
          client.exec(`${service} '${path}'`, (error, stream) => {
            if (error) {
              settle(() => resolve(false));
              return;
            }
            // The refs come at once to who may read, before anything is asked for.
            stream.once('data', () => settle(() => resolve(true)));
            stream.once('close', () => settle(() => resolve(false)));
          }),
        )
        .on('error', error =>
          settle(() =>
            error.level === 'client-authentication'
              ? resolve(false)
              : reject(unreachable(url, error.message)),
          ),
        )
        .on('close', () =>
          settle(() =>
            reject(
              signal?.aborted
                ? signal.reason
                : unreachable(url, 'the connection was closed'),
            ),
          ),
        )
        .connect({ host, port, username, privateKey, readyTimeout: timeoutMs });
    });
  } finally {
    signal?.removeEventListener('abort', stop);
    client.end();
  }
}

function unreachable(url: string, reason: string): Error {
  return new ServiceUnavailableError(
    `The repository at ${url} did not answer over SSH: ${reason}; does a firewall stand in between?`,
  );
}
