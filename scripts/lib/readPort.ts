/**
 * A port from an environment variable.
 *
 * @throws Error when it is set to something else than a port.
 */
export function readPort(variable: string): number | undefined {
  const text = process.env[variable];
  if (!text) {
    return undefined;
  }
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Error(
      `${variable} is '${text}', and a port is a number from 1 to 65535.`,
    );
  }
  return port;
}
