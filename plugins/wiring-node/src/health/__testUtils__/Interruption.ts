import { ClusterClients, ClusterClient } from '@slipway/plugin-delivery-node';

/** Stands for the death of the portal: from some remote call on, nothing more is done. */
export class Interruption {
  /** How many remote calls there were; those that write, by their numbers. */
  calls = 0;
  readonly writes: number[] = [];
  readonly #real = globalThis.fetch;
  #at = Infinity;
  #afterEffect = false;

  /** Every call by `fetch` goes through this until `restore`. */
  install(): void {
    globalThis.fetch = (input, init) =>
      this.#pass(init?.method ?? 'GET', () => this.#real(input, init));
  }

  restore(): void {
    globalThis.fetch = this.#real;
  }

  /** Dies at a call: before it is made, or when it has been and nobody hears the answer. */
  dieAt(call: number, options: { afterEffect: boolean }): void {
    this.calls = 0;
    this.writes.length = 0;
    this.#at = call;
    this.#afterEffect = options.afterEffect;
  }

  live(): void {
    this.dieAt(Infinity, { afterEffect: false });
  }

  clusters(clients: ClusterClients): ClusterClients {
    return {
      names: () => clients.names(),
      get: name => this.#client(clients.get(name)),
    };
  }

  #client(client: ClusterClient): ClusterClient {
    return new Proxy(client, {
      get: (target, key: keyof ClusterClient) => {
        const value = target[key];
        if (typeof value !== 'function') {
          return value;
        }
        const isRead = ['get', 'list', 'can', 'version', 'served'];
        const method = isRead.includes(key) ? 'GET' : 'PATCH';
        return (...given: unknown[]) =>
          this.#pass(method, () => (value as Function).apply(target, given));
      },
    });
  }

  async #pass<T>(method: string, call: () => Promise<T>): Promise<T> {
    const number = this.calls;
    this.calls += 1;
    if (!['GET', 'HEAD'].includes(method)) {
      this.writes.push(number);
    }
    if (number > this.#at || (number === this.#at && !this.#afterEffect)) {
      throw new TypeError('The portal has died');
    }
    const answer = await call();
    if (number === this.#at) {
      throw new TypeError('The portal has died');
    }
    return answer;
  }
}
