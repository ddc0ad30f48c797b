import { createHmac, randomUUID } from 'node:crypto';
import { describeFailure } from '../../forge/hooks/describeFailure.ts';
import type { GithubEvent } from '../events/GithubEvents.ts';
import type { GithubContext } from '../GithubContext.ts';
import { presentOrganization, presentUser } from '../present/presentOwner.ts';
import { presentRepository } from '../present/presentRepository.ts';
import type {
  GithubHookDeliveryRecord,
  GithubHookRecord,
} from '../records/githubRecords.ts';
import { enterpriseVersion } from '../router/sendGithub.ts';

const keptDeliveries = 200;

/** The body of a delivery: every event has these parts. */
export function presentEvent(context: GithubContext, event: GithubEvent) {
  const namespace = context.forge.records.namespaces.get(
    event.project.namespaceId,
  );
  return {
    ...(event.action ? { action: event.action } : {}),
    ...event.payload,
    repository: presentRepository(context, event.project),
    ...(namespace?.kind === 'group'
      ? { organization: presentOrganization(context, namespace) }
      : {}),
    sender: presentUser(context, event.sender),
  };
}

/** The signatures of a body under a hook's secret. */
export function signBody(secret: string, body: string): Record<string, string> {
  const sign = (algorithm: string) =>
    createHmac(algorithm, secret).update(body).digest('hex');
  return {
    'x-hub-signature': `sha1=${sign('sha1')}`,
    'x-hub-signature-256': `sha256=${sign('sha256')}`,
  };
}

/** Posts events to hooks, in order for each of them. GitHub does not try again by itself. */
export class GithubHookDispatcher {
  #context: GithubContext;
  #timeoutMilliseconds: number;
  #queues = new Map<number, Promise<unknown>>();
  #stopping = new AbortController();

  constructor(context: GithubContext, timeoutMilliseconds = 10_000) {
    this.#context = context;
    this.#timeoutMilliseconds = timeoutMilliseconds;
    context.events.subscribe(event => this.#send(event));
  }

  /** Resolves when everything that was emitted has been delivered or has failed. */
  async settled(): Promise<void> {
    await Promise.all(this.#queues.values());
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.settled();
  }

  /** Sends a delivery once more, under its own number. */
  redeliver(hook: GithubHookRecord, delivery: GithubHookDeliveryRecord): void {
    const { event, action, guid, payload } = delivery;
    this.#enqueue(hook, { event, action, guid, payload, redelivery: true });
  }

  #send(event: GithubEvent): void {
    const hooks = this.#context.records.hooks.filter(
      hook =>
        hook.projectId === event.project.id &&
        (event.hookId === undefined
          ? hook.active &&
            (event.at === undefined || hook.createdAt <= event.at) &&
            (hook.events.includes(event.event) || hook.events.includes('*'))
          : hook.id === event.hookId),
    );
    if (hooks.length === 0) {
      return;
    }
    const payload = presentEvent(this.#context, event);
    for (const hook of hooks) {
      this.#enqueue(hook, {
        event: event.event,
        action: event.action ?? null,
        guid: randomUUID(),
        payload,
        redelivery: false,
      });
    }
  }

  #enqueue(
    hook: GithubHookRecord,
    what: Pick<
      GithubHookDeliveryRecord,
      'event' | 'action' | 'guid' | 'payload' | 'redelivery'
    >,
  ): void {
    const before = this.#queues.get(hook.id) ?? Promise.resolve();
    const next = before.then(async () => {
      // The hook may have been changed or taken away in the meantime.
      const current = this.#context.records.hooks.get(hook.id);
      if (current && !this.#stopping.signal.aborted) {
        await this.#deliver(current, what);
      }
    });
    this.#queues.set(hook.id, next);
  }

  async #deliver(
    hook: GithubHookRecord,
    what: Pick<
      GithubHookDeliveryRecord,
      'event' | 'action' | 'guid' | 'payload' | 'redelivery'
    >,
  ): Promise<void> {
    const json = JSON.stringify(what.payload);
    const isForm = hook.contentType === 'form';
    const body = isForm ? `payload=${encodeURIComponent(json)}` : json;
    const start = performance.now();
    let code = 0;
    let problem: string | undefined;
    try {
      const response = await fetch(hook.url, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          accept: '*/*',
          'content-type': isForm
            ? 'application/x-www-form-urlencoded'
            : 'application/json',
          'user-agent': 'GitHub-Hookshot/5aa1b2c',
          'x-github-delivery': what.guid,
          'x-github-event': what.event,
          'x-github-hook-id': String(hook.id),
          'x-github-hook-installation-target-id': String(hook.projectId),
          'x-github-hook-installation-target-type': 'repository',
          'x-github-enterprise-host': new URL(this.#context.webUrl()).host,
          'x-github-enterprise-version': enterpriseVersion,
          ...(hook.secret === null ? {} : signBody(hook.secret, body)),
        },
        body,
        signal: AbortSignal.any([
          this.#stopping.signal,
          AbortSignal.timeout(this.#timeoutMilliseconds),
        ]),
      });
      await response.arrayBuffer();
      code = response.status;
      if (!response.ok) {
        problem = `Invalid HTTP Response: ${code}`;
      }
    } catch (error) {
      problem = describeFailure(error);
    }
    this.#record(hook, what, code, problem, performance.now() - start);
  }

  #record(
    hook: GithubHookRecord,
    what: Pick<
      GithubHookDeliveryRecord,
      'event' | 'action' | 'guid' | 'payload' | 'redelivery'
    >,
    code: number,
    problem: string | undefined,
    milliseconds: number,
  ): void {
    const { records, forge } = this.#context;
    records.hookDeliveries.put({
      id: records.hookDeliveries.nextId(),
      hookId: hook.id,
      projectId: hook.projectId,
      ...what,
      deliveredAt: forge.clock.now().toISOString(),
      durationSeconds: Math.round(milliseconds / 10) / 100,
      status: problem ?? 'OK',
      statusCode: code,
    });
    const all = records.hookDeliveries.all();
    for (const old of all.slice(0, Math.max(0, all.length - keptDeliveries))) {
      records.hookDeliveries.delete(old.id);
    }
    const current = records.hooks.get(hook.id);
    if (current) {
      records.hooks.put({
        ...current,
        lastResponse: problem
          ? { code: code || null, status: 'failed', message: problem }
          : { code, status: 'active', message: 'OK' },
      });
    }
    if (problem) {
      forge.log(
        `GitHub hook ${hook.id} of repository ${hook.projectId} (${what.event}): ${problem}`,
      );
    }
  }
}
