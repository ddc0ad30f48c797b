import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../world/Clock.ts';
import type { HttpHandler } from '../world/seams.ts';
import { faultAnswer } from './faultAnswer.ts';
import { callerHeader } from './FaultRule.ts';
import type { Faults } from './Faults.ts';

/** Requests whose faults have been taken: one that several parts look at has them once. */
const seen = new WeakSet<IncomingMessage>();

/** Lets the handler do its work, and keeps its answer from the client. */
function loseAnswer(response: ServerResponse, then: () => void) {
  const end = () => {
    then();
    return response;
  };
  response.writeHead = (() => response) as typeof response.writeHead;
  response.write = (() => true) as typeof response.write;
  response.flushHeaders = () => {};
  response.end = end as typeof response.end;
}

/** The handler, with the faults that are set at the moment. */
export function withFaults(
  handler: HttpHandler,
  options: { faults: Faults; clock: Clock },
): HttpHandler {
  return async (request, response) => {
    if (seen.has(request)) {
      return handler(request, response);
    }
    seen.add(request);
    const url = request.url ?? '/';
    const caller = request.headers[callerHeader]?.toString();
    const method = request.method ?? 'GET';
    const rules = options.faults.take({ method, url, caller });
    for (const rule of rules) {
      switch (rule.effect) {
        case 'latency':
          await options.clock.sleep(rule.milliseconds);
          break;
        case 'status': {
          const answer = faultAnswer(url, rule.status, rule);
          request.resume();
          response.writeHead(rule.status, {
            'content-type': 'application/json',
            ...answer.headers,
          });
          response.end(JSON.stringify(answer.body));
          return true;
        }
        case 'drop-after':
          loseAnswer(response, () => request.socket.destroy());
          break;
        case 'silent-after':
          loseAnswer(response, () => {});
          break;
        case 'reset':
          request.socket.resetAndDestroy();
          return true;
        default:
          rule satisfies never;
      }
    }
    return handler(request, response);
  };
}
