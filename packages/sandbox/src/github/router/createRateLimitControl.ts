import type { HttpHandler } from '../../world/seams.ts';
import { z } from 'zod';
import { readBody } from '../../http/readBody.ts';
import type { RateLimits } from './RateLimits.ts';

const schema = z.object({ limit: z.number().int().nonnegative() });

/** `PUT /_sandbox/github/rate-limit {"limit": 10}`: what everyone may ask for in an hour. */
export function createRateLimitControl(limits: RateLimits): HttpHandler {
  return async (request, response) => {
    const [path] = (request.url ?? '/').split('?');
    if (path !== '/_sandbox/github/rate-limit' || request.method !== 'PUT') {
      return false;
    }
    const text = (await readBody(request, 1024)).toString('utf8');
    let given: unknown;
    try {
      given = JSON.parse(text);
    } catch {
      given = undefined;
    }
    const parsed = schema.safeParse(given);
    if (parsed.success) {
      limits.setLimit(parsed.data.limit);
    }
    response.writeHead(parsed.success ? 200 : 400, {
      'content-type': 'application/json',
    });
    response.end(
      JSON.stringify(
        parsed.success ? parsed.data : { message: 'Give {"limit": <number>}' },
      ),
    );
    return true;
  };
}
