/** Whether a host's key stands in a `known_hosts` file; hashed names are not read. */
export function isKnownHost(
  knownHosts: string,
  target: { host: string; port: number },
  key: Buffer,
): boolean {
  const name =
    target.port === 22 ? target.host : `[${target.host}]:${target.port}`;
  const wanted = key.toString('base64');
  return knownHosts.split('\n').some(line => {
    const [names, , data] = line.trim().split(/\s+/);
    return names?.split(',').includes(name) && data === wanted;
  });
}
