import http from 'node:http';
import https from 'node:https';
import { pipeline } from 'node:stream';
import { type Faults, withFaults } from '../../../sandbox/src/faults/index.ts';
import { startHttpServer } from '../../../sandbox/src/http/startHttpServer.ts';
import type { Clock } from '../../../sandbox/src/world/Clock.ts';

/**
 * Stands in front of something that has no faults of its own, such as the portal's API or the API
 * server of a real cluster, and has those that are set in the sandbox.
 */
export async function startGate(options: {
  target: string;
  /** PEM, for a target that signs with its own. */
  ca?: string;
  faults: Faults;
  clock: Clock;
}) {
  const { target, ca, faults, clock } = options;
  const send = target.startsWith('https:') ? https.request : http.request;
  const forward = async (
    request: http.IncomingMessage,
    response: http.ServerResponse,
  ) => {
    const { host: _, ...headers } = request.headers;
    const outgoing = send(
      new URL(request.url ?? '/', target),
      { method: request.method, headers, ca },
      answer => {
        if (response.destroyed) {
          // Who asked has gone, as a killed process does.
          answer.resume();
          return;
        }
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        // A side that breaks off ends the other.
        pipeline(answer, response, () => {});
      },
    );
    outgoing.on('error', () => request.socket.destroy());
    pipeline(request, outgoing, () => {});
    return true;
  };
  return startHttpServer([withFaults(forward, { faults, clock })], { port: 0 });
}
