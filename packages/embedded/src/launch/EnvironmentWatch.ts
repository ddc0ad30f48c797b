import { setTimeout as delay } from 'node:timers/promises';
import { PortalClient, PortalError } from '../portal/PortalClient.ts';

/** One thing that was to be seen of an environment, and when. */
export interface EnvironmentLine {
  /** Since the start of the launch. */
  seconds: number;
  standing: string;
  sentence: string;
}

interface EnvironmentLike {
  name: string;
  title: string;
  standing: string;
  sentence: { text: string };
  live?: { tag?: string };
}

interface DeliveryLike {
  environments:
    | { kind: 'observed'; value: EnvironmentLike[] }
    | { kind: 'not-wired' | 'waiting' | 'unreachable' };
}

/** Follows the environments of a service through the delivery API, and tells what changes. */
export class EnvironmentWatch {
  #client: PortalClient;
  #path: string;
  #tell: (line: string) => void;
  #seconds: () => number;
  #ways = new Map<string, EnvironmentLine[]>();
  #healthyAt = new Map<string, number>();
  #current: EnvironmentLike[] = [];

  constructor(
    client: PortalClient,
    entityRef: string,
    tell: (line: string) => void,
    seconds: () => number,
  ) {
    const [, kind, namespace, name] =
      /^([^:]+):([^/]+)\/(.+)$/.exec(entityRef) ?? [];
    this.#client = client;
    this.#path = `/api/delivery/v1/services/${kind}/${namespace}/${name}?texts=en`;
    this.#tell = tell;
    this.#seconds = seconds;
  }

  async look(): Promise<void> {
    let delivery: DeliveryLike;
    try {
      delivery = await this.#client.json<DeliveryLike>(this.#path);
    } catch (error) {
      // Before its registration the catalog does not know the service.
      if (error instanceof PortalError && error.status === 404) {
        return;
      }
      throw error;
    }
    if (delivery.environments.kind !== 'observed') {
      return;
    }
    this.#current = delivery.environments.value;
    for (const environment of this.#current) {
      this.#note(environment);
    }
  }

  /** Looks again and again until the signal. */
  async follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.look();
      // Rejects when the signal comes, and then the loop ends.
      await delay(500, undefined, { signal }).catch(() => {});
    }
  }

  /** Looks until every environment is healthy or the deadline has come. */
  async settle(deadline: number, signal?: AbortSignal): Promise<void> {
    await this.look();
    while (!this.allHealthy() && Date.now() < deadline) {
      await delay(500, undefined, { signal });
      await this.look();
    }
  }

  allHealthy(): boolean {
    return (
      this.#current.length > 0 &&
      this.#current.every(({ standing }) => standing === 'healthy')
    );
  }

  report() {
    return this.#current.map(({ name, standing }) => ({
      name,
      healthy: standing === 'healthy',
      seconds: this.#healthyAt.get(name),
      way: this.#ways.get(name) ?? [],
    }));
  }

  #note({ name, title, standing, sentence }: EnvironmentLike) {
    const way = this.#ways.get(name) ?? [];
    const { text } = sentence;
    const last = way.at(-1);
    if (last?.standing === standing && last.sentence === text) {
      return;
    }
    const seconds = this.#seconds();
    way.push({ seconds, standing, sentence: text });
    this.#ways.set(name, way);
    if (standing === 'healthy') {
      this.#healthyAt.set(name, seconds);
    }
    this.#tell(
      `  ${`${seconds} s`.padStart(8)}  ${title}: ${standing} — ${text}`,
    );
  }
}
