import { createServer, type AddressInfo } from 'node:net';
import { findPortHolder } from '../../../sandbox/src/http/portHolder.ts';

/** Whether a port of the loopback can be listened on now. */
export function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () =>
      server.close(() => resolve(true)),
    );
  });
}

/** A port that nobody has, and that nobody else is likely to take next. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

export interface PortChoice {
  port: number;
  /** Says that another port was taken than the usual one, and why. */
  notice?: string;
}

/**
 * The port to listen on: the one asked for, or the usual one, or the first free one after it.
 *
 * @throws Error when a port was asked for and somebody else has it.
 */
export async function choosePort(options: {
  title: string;
  usual: number;
  askedFor?: number;
  /** The setting with which it is asked for, for the message. */
  setting: string;
  /** Ports that are spoken for although nobody listens on them yet. */
  taken?: number[];
}): Promise<PortChoice> {
  const { title, usual, askedFor, setting, taken = [] } = options;

  if (askedFor !== undefined) {
    if (await isFree(askedFor)) {
      return { port: askedFor };
    }
    const holder = await findPortHolder(askedFor);
    throw new Error(
      `Port ${askedFor}, asked for by ${setting}, is in use by ${
        holder ?? 'another process'
      }. Stop it, or choose another port with ${setting}.`,
    );
  }

  for (let port = usual; port < usual + 100; port += 1) {
    if (!taken.includes(port) && (await isFree(port))) {
      if (port === usual) {
        return { port };
      }
      const holder = (await findPortHolder(usual)) ?? 'another process';
      return {
        port,
        notice: `Port ${usual} is in use by ${holder}; the ${title} takes ${port} (${setting} sets it).`,
      };
    }
  }
  throw new Error(
    `No free port from ${usual} to ${
      usual + 99
    } for the ${title}. Set one with ${setting}.`,
  );
}
