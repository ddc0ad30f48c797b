import { z } from 'zod';

const match = {
  /** Such as `GET`, or `POST|PUT`; every method without it. */
  method: z.string().optional(),
  /** A regular expression that the path with its query is searched for. */
  path: z.string().default(''),
  /** A regular expression that the header `x-sandbox-caller` is searched for: only who names itself so. */
  caller: z.string().optional(),
  /** How many requests it happens to; without it, all of them. */
  count: z.number().int().positive().optional(),
};

/** What is wrong with the sandbox for a while, as `POST /_sandbox/faults` takes it. */
export const faultRuleSchema = z.discriminatedUnion('effect', [
  /** The answer comes late. */
  z.object({
    effect: z.literal('latency'),
    milliseconds: z.number().nonnegative(),
    ...match,
  }),
  /** Nothing is done; this status is answered. */
  z.object({
    effect: z.literal('status'),
    status: z.number().int().min(400).max(599),
    retryAfterSeconds: z.number().nonnegative().optional(),
    /** In place of the words that go with the status. */
    message: z.string().optional(),
    ...match,
  }),
  /** Everything is done, and no answer comes: the connection stays as it is. */
  z.object({ effect: z.literal('silent-after'), ...match }),
  /** Everything is done, and the connection breaks before the answer. */
  z.object({ effect: z.literal('drop-after'), ...match }),
  /** The connection breaks before anything is done. */
  z.object({ effect: z.literal('reset'), ...match }),
]);

export type FaultRule = z.infer<typeof faultRuleSchema>;

/** By which a client says who it is, for rules that are for it alone. */
export const callerHeader = 'x-sandbox-caller';

/** A request as far as rules look at it. */
export interface FaultyRequest {
  method: string;
  url: string;
  caller?: string;
}

export function matchesFault(rule: FaultRule, request: FaultyRequest): boolean {
  return (
    (rule.caller === undefined ||
      new RegExp(rule.caller).test(request.caller ?? '')) &&
    (!rule.method ||
      new RegExp(`^(${rule.method})$`, 'i').test(request.method)) &&
    new RegExp(rule.path).test(request.url)
  );
}
