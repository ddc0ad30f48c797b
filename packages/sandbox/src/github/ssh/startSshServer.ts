import type { AddressInfo } from 'node:net';
import ssh2 from 'ssh2';
import type { Connection, Server } from 'ssh2';
import type { DeployKeyRecord } from '../../forge/records/records.ts';
import type { Running } from '../../world/seams.ts';
import type { GithubContext } from '../GithubContext.ts';
import { findDeployKey } from './findDeployKey.ts';
import { handleSshCommand } from './handleSshCommand.ts';
import { loadSshState } from './hostKey.ts';
import { parseGitCommand } from './parseGitCommand.ts';

export interface SshServer extends Running {
  port: number;
  /** `ssh://git@localhost:40022` */
  url: string;
  /** A line of known_hosts for this server. */
  knownHosts: string;
}

const loopback = '127.0.0.1';

/** Listens where it did last time, if nobody else does now. */
function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => {
      if (port !== 0 && error.code === 'EADDRINUSE') {
        listen(server, 0).then(resolve, reject);
      } else {
        reject(error);
      }
    };
    server.once('error', onError);
    server.listen(port, loopback, () => {
      server.removeListener('error', onError);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** A command of git that somebody has given, and with which program. */
export interface GitOverSsh {
  service: 'git-upload-pack' | 'git-receive-pack';
  /** `OpenSSH`, `ssh2js` */
  client: string;
}

function serveConnection(
  context: GithubContext,
  connection: Connection,
  tell: (service: GitOverSsh['service']) => void,
): void {
  const { log } = context.forge;
  let key: DeployKeyRecord | undefined;
  connection.on('authentication', attempt => {
    key = findDeployKey(context.forge, attempt);
    if (key) {
      attempt.accept();
    } else {
      attempt.reject(['publickey']);
    }
  });
  // A client that breaks off is no failure of ours.
  connection.on('error', () => connection.end());
  connection.on('session', accept => {
    const session = accept();
    let protocol = '';
    session.on('env', (acceptEnv, _reject, info) => {
      if (info.key === 'GIT_PROTOCOL') {
        protocol = info.val;
      }
      acceptEnv?.();
    });
    const run = (command: string, channel: ssh2.ServerChannel) => {
      channel.on('error', () => {});
      const wanted = parseGitCommand(command);
      if (wanted) {
        tell(wanted.service);
      }
      handleSshCommand(context, key!, { command, protocol, channel }).catch(
        error => {
          log(`Git over SSH failed: ${(error as Error).stack}`);
          channel.end();
        },
      );
    };
    session.on('exec', (acceptExec, _reject, info) =>
      run(info.command, acceptExec()),
    );
    session.on('shell', acceptShell => run('', acceptShell()));
  });
}

/**
 * Git over SSH, for deploy keys alone, on a port of its own.
 *
 * @param folder - keeps the host's key and the port; without it both are new each time
 * @param onCommand - is told of each command of git
 */
export async function startSshServer(
  context: GithubContext,
  folder: string | undefined,
  onCommand: (command: GitOverSsh) => void = () => {},
): Promise<SshServer> {
  const { state, keep } = await loadSshState(folder);
  const connections = new Set<Connection>();
  const server = new ssh2.Server(
    { hostKeys: [state.privateKey], ident: 'babeld' },
    (connection, { header }) => {
      connections.add(connection);
      connection.on('close', () => connections.delete(connection));
      const [client] = header.versions.software.split(/[_\d]/);
      serveConnection(context, connection, service =>
        onCommand({ service, client }),
      );
    },
  );
  const port = await listen(server, state.port ?? 0);
  await keep({ ...state, port });
  return {
    port,
    url: `ssh://git@localhost:${port}`,
    knownHosts: `[localhost]:${port} ${state.publicKey
      .split(' ')
      .slice(0, 2)
      .join(' ')}`,
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        for (const connection of connections) {
          connection.end();
        }
      }),
  };
}
