import type { ServerResponse } from 'node:http';
import type { HttpHandler } from '../world/seams.ts';
import { classifyRequest } from './classifyRequest.ts';
import type { RequestLog } from './RequestLog.ts';

function send(response: ServerResponse, status: number, body: unknown): true {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
  return true;
}

/**
 * Counts each request that comes by, and answers `GET /_sandbox/requests[?since=<mark>]` and
 * `POST /_sandbox/requests/marks`. It stands before every part that answers.
 */
export function createRequestsControl(log: RequestLog): HttpHandler {
  return async (request, response) => {
    const { method = 'GET', url = '/' } = request;
    const [path, query = ''] = url.split('?', 2);
    switch (`${method} ${path}`) {
      case 'POST /_sandbox/requests/marks':
        request.resume();
        return send(response, 201, { mark: log.mark() });
      case 'GET /_sandbox/requests': {
        const since = new URLSearchParams(query).get('since');
        const report = log.since(since === null ? undefined : Number(since));
        return report
          ? send(response, 200, report)
          : send(response, 404, {
              message: `There is no mark ${since}, or it is too old`,
            });
      }
      default: {
        const userAgent = request.headers['user-agent'];
        const classified = classifyRequest({ method, url, userAgent });
        if (classified) {
          log.note(classified, { method, path });
        }
        return false;
      }
    }
  };
}
