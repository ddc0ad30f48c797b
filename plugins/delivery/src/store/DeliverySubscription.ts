import { SignalApi } from '@backstage/plugin-signals-react';
import { deliverySignalChannel } from '@slipway/plugin-delivery-common';
import { DeliveryApi, explain, isForbidden, readRetryAfter } from '../api';
import { DeliveryView } from './DeliveryView';
import { judgeVersion } from './judgeVersion';
import { planNextFetch } from './planNextFetch';
import { FetchOutcome, reduceView } from './reduceView';

export interface DeliverySubscriptionOptions {
  entityRef: string;
  api: DeliveryApi;
  signals?: SignalApi;
  now?: () => number;
  random?: () => number;
  /** Where the browser tells that the page is looked at, or online, again. */
  host?: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;
}

const WAKING = ['focus', 'online'];

/**
 * The delivery of one service for everyone on the page who shows a part of it. It works while
 * somebody listens, with one request at a time, so answers come in the order of the questions.
 */
export class DeliverySubscription {
  readonly #options: Required<Omit<DeliverySubscriptionOptions, 'signals'>> &
    Pick<DeliverySubscriptionOptions, 'signals'>;
  readonly #listeners = new Set<() => void>();
  #view: DeliveryView = { kind: 'loading' };
  #etag: string | undefined;
  #failures = 0;
  #notBeforeMs = 0;
  #olderInARow = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: { controller: AbortController; done: Promise<void> } | undefined;
  #again = false;
  #stopListening: (() => void) | undefined;

  constructor(options: DeliverySubscriptionOptions) {
    this.#options = {
      now: Date.now,
      random: Math.random,
      host: window,
      ...options,
    };
  }

  readonly getView = (): DeliveryView => this.#view;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) {
      this.#start();
    }
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) {
        this.#stop();
      }
    };
  };

  /** Fetches now, whatever was planned; resolves when an answer that is newer than the call is in. */
  readonly refresh = async (): Promise<void> => {
    this.#notBeforeMs = 0;
    const earlier = this.#running;
    if (earlier) {
      this.#again = true;
      await earlier.done;
    } else {
      this.#fetch();
    }
    await this.#running?.done;
  };

  #start() {
    const { signals, host, entityRef } = this.#options;
    const wake = () => this.#wake();
    WAKING.forEach(event => host.addEventListener(event, wake));
    const subscriber = signals?.subscribe(
      deliverySignalChannel(entityRef),
      wake,
    );
    this.#stopListening = () => {
      WAKING.forEach(event => host.removeEventListener(event, wake));
      subscriber?.unsubscribe();
    };
    this.#wake();
  }

  #stop() {
    this.#stopListening?.();
    clearTimeout(this.#timer);
    this.#running?.controller.abort();
    this.#running = undefined;
    this.#again = false;
  }

  /** Something may have changed: fetches, unless the portal has asked to be left alone. */
  #wake() {
    if (this.#options.now() < this.#notBeforeMs) {
      return;
    }
    if (this.#running) {
      this.#again = true;
    } else {
      this.#fetch();
    }
  }

  #fetch() {
    clearTimeout(this.#timer);
    const controller = new AbortController();
    const done = this.#ask(controller.signal).then(outcome => {
      if (controller.signal.aborted) {
        return;
      }
      this.#running = undefined;
      this.#show(outcome);
      if (this.#again) {
        this.#again = false;
        this.#wake();
      }
      if (!this.#running) {
        this.#planNext();
      }
    });
    this.#running = { controller, done };
  }

  async #ask(signal: AbortSignal): Promise<FetchOutcome> {
    const { api, entityRef, now } = this.#options;
    try {
      const etag = this.#etag;
      const answer = await api.getDelivery(entityRef, { etag, signal });
      this.#failures = 0;
      return { kind: 'answered', answer };
    } catch (error) {
      if (signal.aborted) {
        return { kind: 'failed', reason: explain(error) };
      }
      this.#failures += 1;
      const retryAfterMs = readRetryAfter(error, now());
      this.#notBeforeMs = retryAfterMs ? now() + retryAfterMs : 0;
      if (isForbidden(error)) {
        this.#etag = undefined;
        return { kind: 'forbidden' };
      }
      return { kind: 'failed', reason: explain(error) };
    }
  }

  #show(outcome: FetchOutcome) {
    const at = new Date(this.#options.now()).toISOString();
    const judged = judgeVersion(this.#view, outcome, this.#olderInARow);
    this.#olderInARow = judged.olderInARow;
    this.#view = reduceView(this.#view, judged.outcome, at);
    if (judged.outcome.kind === 'answered') {
      const { answer } = judged.outcome;
      this.#etag = answer.kind === 'changed' ? answer.etag : this.#etag;
    }
    this.#listeners.forEach(listener => listener());
  }

  #planNext() {
    if (this.#listeners.size === 0) {
      return;
    }
    const { now, random, signals } = this.#options;
    const waitMs = planNextFetch({
      failures: this.#failures,
      retryAfterMs: Math.max(0, this.#notBeforeMs - now()),
      olderInARow: this.#olderInARow,
      hasSignals: Boolean(signals),
      random: random(),
    });
    this.#timer = setTimeout(() => this.#fetch(), waitMs);
  }
}
