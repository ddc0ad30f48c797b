import { createRequire } from 'node:module';
import type * as Http from 'node:http';
import { callerHeader } from '../../../sandbox/src/faults/index.ts';
import {
  callerOf,
  type Aim,
  type RequestClass,
  type SeenRequest,
  type WorkerAct,
} from './protocol.ts';

/** How long the answer of the request that is aimed at is waited for, in milliseconds. */
const patience = 1000;
/** How much longer than a portal's all other requests may take: this machine does more than launch. */
const slowness = 6;
/** By then the other side has the request, and as a rule has carried it out. */
const inFlight = 60;

const timeoutOf = AbortSignal.timeout.bind(AbortSignal);

/** What the requests of one launch are counted and marked by. */
export class Requests {
  readonly task: string;
  readonly seen: SeenRequest[] = [];
  hit = false;
  step = 'start';
  readonly #portal: string;
  readonly #aim?: Partial<Aim>;
  readonly #act: WorkerAct;
  readonly #cancel: () => void;

  constructor(options: {
    task: string;
    /** Where the portal's API is. */
    portal: string;
    aim?: Partial<Aim>;
    act?: WorkerAct;
    cancel: () => void;
  }) {
    this.task = options.task;
    this.#portal = options.portal;
    this.#aim = options.aim;
    this.#act = options.act ?? 'none';
    this.#cancel = options.cancel;
  }

  /** A step begins; one that asks nobody may be what is aimed at. */
  begin(step: string): void {
    this.step = step;
    if (this.#aim?.step === step && this.#aim.class === undefined) {
      this.hit = true;
      this.actBefore(this.#act);
      this.actDuring(this.#act);
    }
  }

  /** Counts a request; says how it is marked and what is to happen at it. */
  next(method: string, url: string): { caller: string; act: WorkerAct } {
    const kind = classify(method, url, this.#portal);
    const { step } = this;
    const nth =
      this.seen.filter(one => one.step === step && one.class === kind).length +
      1;
    const aim: Aim = { step, class: kind, nth };
    this.seen.push({ ...aim, method, path: new URL(url).pathname });
    const isAim =
      this.#aim?.step === step &&
      this.#aim.class === kind &&
      this.#aim.nth === nth;
    this.hit ||= isAim;
    return {
      caller: callerOf(this.task, aim),
      act: isAim ? this.#act : 'none',
    };
  }

  actBefore(act: WorkerAct): void {
    if (act === 'kill-before') {
      die();
    }
  }

  actDuring(act: WorkerAct): void {
    if (act === 'kill-during') {
      setTimeout(die, inFlight);
    } else if (act === 'cancel') {
      setTimeout(this.#cancel, inFlight);
    }
  }
}

/** As the kernel ends a process that has no memory left: without a last word. */
function die(): void {
  process.kill(process.pid, 'SIGKILL');
}

export function classify(
  method: string,
  url: string,
  portal: string,
): RequestClass {
  const reads = method === 'GET' || method === 'HEAD';
  if (url.startsWith(portal)) {
    const ledger = /\/api\/delivery\/v1\/launches/.test(url);
    return reads ? 'portal-read' : ledger ? 'ledger' : 'portal-write';
  }
  const asks = /selfsubjectaccessreviews|[?&]dryRun=All/.test(url);
  return reads || asks ? 'read' : 'write';
}

/** A launch says by the clock that it lives, and not because of what it does. */
function isRenewal(url: string): boolean {
  return /\/launches\/[^/]+\/renew$/.test(url);
}

/** Marks every request of this process from now on, for the launch that is under way. */
export function labelRequests(current: () => Requests | undefined): void {
  AbortSignal.timeout = milliseconds => timeoutOf(milliseconds * slowness);
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const requests = current();
    const url = input instanceof Request ? input.url : String(input);
    if (!requests || !/^https?:/.test(url)) {
      return fetch(input, init);
    }
    const given = input instanceof Request ? input : undefined;
    const method = init?.method ?? given?.method ?? 'GET';
    if (isRenewal(url)) {
      return fetch(input, init);
    }
    const { caller, act } = requests.next(method, url);
    const headers = new Headers(init?.headers ?? given?.headers);
    headers.set(callerHeader, caller);
    requests.actBefore(act);
    const answer = fetch(input, {
      ...init,
      headers,
      signal: patient(act, init?.signal ?? given?.signal),
    });
    requests.actDuring(act);
    if (act === 'kill-after') {
      await answer;
      die();
    }
    return answer;
  };
  const require = createRequire(import.meta.url);
  for (const module of ['node:http', 'node:https']) {
    labelModule(require(module), current);
  }
}

/** The module's own `request`, which is how clusters are asked. */
function labelModule(
  http: typeof Http,
  current: () => Requests | undefined,
): void {
  const { request } = http;
  const labelled = (
    url: URL,
    options: Http.RequestOptions,
    callback: (response: Http.IncomingMessage) => void,
  ) => {
    const requests = current();
    if (!requests || !(url instanceof URL)) {
      return request(url, options, callback);
    }
    const { caller, act } = requests.next(options.method ?? 'GET', url.href);
    requests.actBefore(act);
    const outgoing = request(
      url,
      {
        ...options,
        headers: {
          ...(options.headers as Http.OutgoingHttpHeaders),
          [callerHeader]: caller,
        },
        signal: patient(act, options.signal),
      },
      response => {
        if (act === 'kill-after') {
          die();
        }
        callback(response);
      },
    );
    requests.actDuring(act);
    return outgoing;
  };
  http.request = labelled as typeof request;
}

function patient(
  act: WorkerAct,
  signal: AbortSignal | null | undefined,
): AbortSignal | undefined {
  const own = act === 'time-out' ? [timeoutOf(patience)] : [];
  const all = signal ? [signal, ...own] : own;
  return all.length > 0 ? AbortSignal.any(all) : undefined;
}
