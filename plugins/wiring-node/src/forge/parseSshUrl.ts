import { InputError } from '@backstage/errors';

export interface SshAddress {
  host: string;
  port: number;
  username: string;
  /** As git asks for it. */
  path: string;
}

/** Both ways in which git writes an address over SSH: a URL, and `git@host:path`. */
export function parseSshUrl(url: string): SshAddress {
  if (url.startsWith('ssh://')) {
    const { hostname, port, username, pathname } = new URL(url);
    return {
      host: hostname.replace(/^\[(.*)\]$/, '$1'),
      port: Number(port || 22),
      username: username || 'git',
      path: decodeURIComponent(pathname),
    };
  }
  const match = /^(?:([^@/]+)@)?([^:/]+):(?!\/\/)(.+)$/.exec(url);
  if (!match) {
    throw new InputError(`"${url}" is not an address over SSH`);
  }
  const [, username = 'git', host, path] = match;
  return { host, port: 22, username, path };
}
