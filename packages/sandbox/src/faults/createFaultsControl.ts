import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { readBody } from '../http/readBody.ts';
import type { Clock } from '../world/Clock.ts';
import type { HttpHandler } from '../world/seams.ts';
import type { Faults } from './Faults.ts';

/** A clock whose speed can be set. */
export interface AdjustableClock extends Clock {
  readonly speed: number;
  setSpeed(speed: number): void;
}

const watchFaultSchema = z.object({
  effect: z.enum(['drop-watches', 'expire-resource-versions']),
});
const clockSchema = z.object({ speed: z.number() });

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const text = (await readBody(request, 64 * 1024)).toString('utf8');
  return JSON.parse(text || '{}');
}

/**
 * The knobs over HTTP: `/_sandbox/faults` (GET, POST, DELETE; `/_sandbox/faults/<id>` DELETE) and
 * `/_sandbox/clock` (GET, PUT `{"speed": 10}`).
 */
export function createFaultsControl(options: {
  faults: Faults;
  clock: AdjustableClock;
}): HttpHandler {
  const { faults, clock } = options;

  async function addFault(request: IncomingMessage, response: ServerResponse) {
    const rule = await readJson(request);
    const watchFault = watchFaultSchema.safeParse(rule);
    if (!watchFault.success) {
      send(response, 201, faults.add(rule));
      return;
    }
    if (watchFault.data.effect === 'drop-watches') {
      faults.dropWatches();
    } else {
      faults.expireResourceVersions();
    }
    send(response, 200, watchFault.data);
  }

  function removeFaults(id: string | undefined, response: ServerResponse) {
    if (id === undefined) {
      faults.clear();
      send(response, 204, undefined);
    } else if (faults.remove(Number(id))) {
      send(response, 204, undefined);
    } else {
      send(response, 404, { message: `There is no fault ${id}` });
    }
  }

  const showClock = () => ({
    now: clock.now().toISOString(),
    speed: clock.speed,
  });

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const path = (request.url ?? '/').split('?')[0];
    const id = /^\/_sandbox\/faults\/(\d+)$/.exec(path)?.[1];
    switch (`${request.method} ${id ? '/_sandbox/faults' : path}`) {
      case 'GET /_sandbox/faults':
        send(response, 200, faults.list());
        return true;
      case 'POST /_sandbox/faults':
        await addFault(request, response);
        return true;
      case 'DELETE /_sandbox/faults':
        removeFaults(id, response);
        return true;
      case 'GET /_sandbox/clock':
        send(response, 200, showClock());
        return true;
      case 'PUT /_sandbox/clock':
        clock.setSpeed(clockSchema.parse(await readJson(request)).speed);
        send(response, 200, showClock());
        return true;
      default:
        return false;
    }
  }

  return async (request, response) => {
    try {
      return await answer(request, response);
    } catch (error) {
      if (
        error instanceof z.ZodError ||
        error instanceof SyntaxError ||
        error instanceof RangeError
      ) {
        send(response, 400, { message: error.message });
        return true;
      }
      throw error;
    }
  };
}
