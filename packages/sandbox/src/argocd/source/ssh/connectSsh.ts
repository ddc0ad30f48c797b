import ssh2 from 'ssh2';
import type { Client } from 'ssh2';
import { isKnownHost } from './knownHosts.ts';
import type { SshTarget } from './SshTarget.ts';

export interface SshCredentials {
  sshPrivateKey: string;
  /** Nothing is compared with the known hosts. */
  insecure?: boolean;
  /** What stands in `argocd-ssh-known-hosts-cm`. */
  knownHosts?: string;
}

/** Told as Argo CD's own SSH client tells it. */
function describe(error: Error & { level?: string; code?: string }): string {
  if (error.code === 'ECONNREFUSED') {
    return error.message.replace(
      /^connect ECONNREFUSED (.*)$/,
      'dial tcp $1: connect: connection refused',
    );
  }
  return error.level === 'client-authentication'
    ? 'ssh: handshake failed: ssh: unable to authenticate, attempted methods [none publickey], no supported methods remain'
    : `ssh: handshake failed: ${error.message}`;
}

/** A connection that is through with its handshake; the error is one line. */
export function connectSsh(
  target: SshTarget,
  credentials: SshCredentials,
  options: { timeoutMilliseconds: number; signal?: AbortSignal },
): Promise<Client> {
  const client = new ssh2.Client();
  let isUnknown = false;
  return new Promise((resolve, reject) => {
    const abort = () => {
      client.destroy();
      reject(options.signal!.reason);
    };
    options.signal?.addEventListener('abort', abort, { once: true });
    client.on('ready', () => resolve(client));
    client.on('error', error =>
      reject(
        new Error(
          isUnknown
            ? 'ssh: handshake failed: knownhosts: key is unknown'
            : describe(error),
          { cause: error },
        ),
      ),
    );
    try {
      client.connect({
        host: target.host,
        port: target.port,
        username: target.user,
        privateKey: credentials.sshPrivateKey,
        readyTimeout: options.timeoutMilliseconds,
        hostVerifier: (key: Buffer) => {
          isUnknown = !(
            credentials.insecure ||
            isKnownHost(credentials.knownHosts ?? '', target, key)
          );
          return !isUnknown;
        },
      });
    } catch (cause) {
      // The library throws at once for what is no key.
      reject(new Error('ssh: no key found', { cause }));
    }
  });
}
