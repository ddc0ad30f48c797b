import type { ClassifiedRequest, RequestKind } from './classifyRequest.ts';

/** How many requests of one client one side had. */
export type RequestCount = Pick<ClassifiedRequest, 'side' | 'client'> &
  Record<RequestKind, number>;

export interface CountedWrite
  extends Pick<ClassifiedRequest, 'side' | 'client'> {
  method: string;
  /** Without its query. */
  path: string;
}

/** What was asked for since a mark. */
export interface RequestReport {
  counts: RequestCount[];
  /** The newest writes, to see what they were. */
  writes: CountedWrite[];
}

const marksKept = 100;
const writesKept = 1_000;

/** A password that somebody has put into an address is not repeated. */
function withoutUserInfo(path: string): string {
  return path
    .split('/')
    .map(part => (/%3a%2f%2f.*(%40|@)/i.test(part) ? '…' : part))
    .join('/');
}

/** Counts requests. It knows neither their bodies nor their headers. */
export class RequestLog {
  #counts = new Map<string, RequestCount>();
  #writes: CountedWrite[] = [];
  #allWrites = 0;
  #marks = new Map<
    number,
    { counts: Map<string, RequestCount>; writes: number }
  >();
  #lastMark = 0;

  note(
    request: ClassifiedRequest,
    asked: { method: string; path: string },
  ): void {
    const { side, kind, client } = request;
    const key = `${side} ${client}`;
    const count = this.#counts.get(key) ?? {
      side,
      client,
      read: 0,
      write: 0,
      watch: 0,
    };
    count[kind] += 1;
    this.#counts.set(key, count);
    if (kind === 'write') {
      const { method, path } = asked;
      this.#writes.push({ side, client, method, path: withoutUserInfo(path) });
      this.#allWrites += 1;
      this.#writes.splice(0, this.#writes.length - writesKept);
    }
  }

  /** A moment to count from. */
  mark(): number {
    this.#lastMark += 1;
    this.#marks.set(this.#lastMark, {
      counts: structuredClone(this.#counts),
      writes: this.#allWrites,
    });
    this.#marks.delete(this.#lastMark - marksKept);
    return this.#lastMark;
  }

  /** Since a mark, or since the start; undefined for a mark that is not known any more. */
  since(mark?: number): RequestReport | undefined {
    const from = mark === undefined ? undefined : this.#marks.get(mark);
    if (mark !== undefined && !from) {
      return undefined;
    }
    const counts = [...this.#counts].flatMap(([key, count]) => {
      const before = from?.counts.get(key);
      const since = {
        ...count,
        read: count.read - (before?.read ?? 0),
        write: count.write - (before?.write ?? 0),
        watch: count.watch - (before?.watch ?? 0),
      };
      return since.read + since.write + since.watch > 0 ? [since] : [];
    });
    const writes = this.#allWrites - (from?.writes ?? 0);
    return { counts, writes: writes > 0 ? this.#writes.slice(-writes) : [] };
  }
}
