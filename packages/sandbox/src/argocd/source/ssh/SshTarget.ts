export interface SshTarget {
  host: string;
  port: number;
  user: string;
  path: string;
}

/** `ssh://git@host:22/acme/x.git` or `git@host:acme/x.git`; undefined for what is neither. */
export function parseSshUrl(url: string): SshTarget | undefined {
  const long = /^ssh:\/\/(?:([^@/]+)@)?([^:/]+)(?::(\d+))?\/(.+)$/.exec(url);
  if (long) {
    const [, user, host, port, path] = long;
    return { user: user ?? 'git', host, port: Number(port ?? 22), path };
  }
  const short = /^(?:([^@/:]+)@)([^:/]+):(?!\/\/)(.+)$/.exec(url);
  return short
    ? { user: short[1], host: short[2], port: 22, path: short[3] }
    : undefined;
}
