import { LoggerService } from '@backstage/backend-plugin-api';
import { Leases } from '../database';
import { pause } from './pause';

/**
 * Runs `work` whenever this instance has the lease, until `signal` ends it. The lease is renewed
 * while the work runs; when it is lost the work's own signal ends, and somebody else goes on.
 */
export async function holdLease(options: {
  leases: Leases;
  name: string;
  owner: string;
  ttlMs: number;
  now: () => Date;
  logger: LoggerService;
  signal: AbortSignal;
  work: (signal: AbortSignal) => Promise<void>;
}): Promise<void> {
  const { name, ttlMs, logger, signal } = options;
  while (!signal.aborted) {
    if (await tryAcquire(options)) {
      logger.info(`This instance has taken the lease ${name}`);
      await workUnderLease(options);
      await giveBack(options);
    }
    await pause(ttlMs / 3, signal);
  }
}

async function workUnderLease(
  options: Parameters<typeof holdLease>[0],
): Promise<void> {
  const { name, ttlMs, now, logger, signal, work } = options;
  const lost = new AbortController();
  const working = work(AbortSignal.any([signal, lost.signal])).then(
    () => undefined,
    (error: Error) => error,
  );
  const ended = new AbortController();
  void working.finally(() => ended.abort());
  const stop = AbortSignal.any([signal, ended.signal]);
  let goodUntil = now().getTime() + ttlMs;
  while (!stop.aborted) {
    await pause(ttlMs / 3, stop);
    if (stop.aborted) {
      break;
    }
    const askedAt = now().getTime();
    const renewed = await tryAcquire(options);
    if (renewed) {
      goodUntil = askedAt + ttlMs;
    } else if (renewed === false || now().getTime() >= goodUntil) {
      logger.warn(`This instance has lost the lease ${name}; another goes on`);
      lost.abort();
      break;
    }
  }
  const failure = await working;
  if (failure && !signal.aborted && !lost.signal.aborted) {
    logger.error(`The work under the lease ${name} has failed`, failure);
  }
}

async function giveBack(
  options: Parameters<typeof holdLease>[0],
): Promise<void> {
  const { leases, name, owner, now, logger } = options;
  try {
    await leases.release({ name, owner, now: now() });
  } catch (error) {
    logger.warn(
      `The lease ${name} could not be given back; it ends by itself`,
      error as Error,
    );
  }
}

/** Undefined when the database did not answer: the lease may still be this instance's. */
async function tryAcquire(
  options: Parameters<typeof holdLease>[0],
): Promise<boolean | undefined> {
  const { leases, name, owner, ttlMs, now, logger } = options;
  try {
    return await leases.acquire({ name, owner, now: now(), ttlMs });
  } catch (error) {
    logger.warn(`The lease ${name} could not be renewed`, error as Error);
    return undefined;
  }
}
