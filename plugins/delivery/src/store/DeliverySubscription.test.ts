import { deliverySignalChannel } from '@slipway/plugin-delivery-common';
import {
  createDelivery,
  createRefusal,
  FakeDeliveryApi,
  FakeSignalApi,
} from '../testUtils';
import { DeliverySubscription } from './DeliverySubscription';
import { DeliverySubscriptions } from './DeliverySubscriptions';

const entityRef = 'component:default/payments';
const channel = deliverySignalChannel(entityRef);

function setUp(api = new FakeDeliveryApi(createDelivery({ version: 5 }))) {
  const signals = new FakeSignalApi();
  const host = new EventTarget();
  const subscription = new DeliverySubscription({
    entityRef,
    api,
    signals,
    host,
    random: () => 0.5,
  });
  const settle = () => jest.advanceTimersByTimeAsync(0);
  const shown = () => {
    const view = subscription.getView();
    return view.kind === 'ready' ? view.delivery.version : view.kind;
  };
  return { api, signals, host, subscription, settle, shown };
}

describe('DeliverySubscription', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('fetches when somebody begins to listen, and not before', async () => {
    const { api, subscription, settle, shown } = setUp();
    expect(api.gets).toEqual([]);
    subscription.subscribe(() => {});
    expect(shown()).toBe('loading');
    await settle();
    expect(shown()).toBe(5);
  });

  it('makes one request and one signal subscription for all who listen', async () => {
    const { api, signals, subscription, settle } = setUp();
    const leave = [1, 2, 3].map(() => subscription.subscribe(() => {}));
    await settle();
    expect(api.gets).toHaveLength(1);
    expect(signals.count(channel)).toBe(1);
    leave[0]();
    leave[1]();
    expect(signals.count(channel)).toBe(1);
    leave[2]();
    expect(signals.count(channel)).toBe(0);
    await jest.advanceTimersByTimeAsync(300_000);
    expect(api.gets).toHaveLength(1);
  });

  it('fetches on each signal, with the tag of the state that it holds', async () => {
    const { api, signals, subscription, settle, shown } = setUp();
    subscription.subscribe(() => {});
    await settle();
    api.show(createDelivery({ version: 6 }));
    signals.send(channel, { entityRef, version: 6 });
    await settle();
    expect(shown()).toBe(6);
    expect(api.gets.map(({ etag }) => etag)).toEqual([undefined, '"5"']);
  });

  it('fetches once more, not once each, for signals during a fetch', async () => {
    const { api, signals, subscription, settle, shown } = setUp();
    api.hold();
    subscription.subscribe(() => {});
    [6, 7, 8].forEach(version => signals.send(channel, { version }));
    api.show(createDelivery({ version: 8 }));
    api.release();
    await settle();
    expect(api.gets).toHaveLength(2);
    expect(shown()).toBe(8);
  });

  it.each(['focus', 'online'])('fetches on %s of the window', async event => {
    const { api, host, subscription, settle } = setUp();
    subscription.subscribe(() => {});
    await settle();
    host.dispatchEvent(new Event(event));
    await settle();
    expect(api.gets).toHaveLength(2);
  });

  it('looks once a minute whether a signal was missed', async () => {
    const { api, subscription, settle } = setUp();
    subscription.subscribe(() => {});
    await settle();
    await jest.advanceTimersByTimeAsync(59_000);
    expect(api.gets).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(api.gets).toHaveLength(2);
  });

  it('does not let an older version take the place of a newer one', async () => {
    const { api, signals, subscription, settle, shown } = setUp();
    subscription.subscribe(() => {});
    await settle();
    api.show(createDelivery({ version: 4 }));
    signals.send(channel, {});
    await settle();
    expect(shown()).toBe(5);
    api.show(createDelivery({ version: 6 }));
    await jest.advanceTimersByTimeAsync(5_000);
    expect(shown()).toBe(6);
    expect(api.gets.map(({ etag }) => etag)).toEqual([undefined, '"5"', '"5"']);
  });

  it('keeps the last state through failures, backs off, and recovers by itself', async () => {
    const { api, signals, subscription, settle } = setUp();
    subscription.subscribe(() => {});
    await settle();
    const since = new Date().toISOString();
    api.fail(new Error('connect ECONNREFUSED'));
    signals.send(channel, {});
    await settle();
    await jest.advanceTimersByTimeAsync(1_000);
    await jest.advanceTimersByTimeAsync(2_000);
    expect(api.gets).toHaveLength(4);
    expect(subscription.getView()).toMatchObject({
      kind: 'ready',
      delivery: { version: 5 },
      freshness: { kind: 'stale', since, reason: 'connect ECONNREFUSED' },
    });
    api.show(createDelivery({ version: 6 }));
    await jest.advanceTimersByTimeAsync(4_000);
    expect(subscription.getView()).toMatchObject({
      delivery: { version: 6 },
      freshness: { kind: 'live' },
    });
  });

  it('leaves a portal alone for as long as it asks, whatever happens', async () => {
    const { api, signals, host, subscription, settle } = setUp();
    subscription.subscribe(() => {});
    await settle();
    api.fail(await createRefusal(503, 'Busy', { 'Retry-After': '120' }));
    signals.send(channel, {});
    await settle();
    signals.send(channel, {});
    host.dispatchEvent(new Event('focus'));
    await jest.advanceTimersByTimeAsync(119_000);
    expect(api.gets).toHaveLength(2);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(api.gets).toHaveLength(3);
  });

  it('shows nothing more once it is forbidden', async () => {
    const { api, signals, subscription, settle, shown } = setUp();
    subscription.subscribe(() => {});
    await settle();
    api.fail(await createRefusal(403, 'Not for you'));
    signals.send(channel, {});
    await settle();
    expect(shown()).toBe('forbidden');
  });

  it('refreshes with an answer that is newer than the call', async () => {
    const { api, subscription, settle, shown } = setUp();
    api.hold();
    subscription.subscribe(() => {});
    const refreshed = subscription.refresh();
    api.show(createDelivery({ version: 9 }));
    api.release();
    await settle();
    await refreshed;
    expect(api.gets).toHaveLength(2);
    expect(shown()).toBe(9);
  });

  it('ignores the answer of a fetch that nobody waits for any more', async () => {
    const { api, subscription, settle, shown } = setUp();
    api.hold();
    const leave = subscription.subscribe(() => {});
    leave();
    api.release();
    await settle();
    expect(shown()).toBe('loading');
  });
});

describe('DeliverySubscriptions', () => {
  it('has one for each service of each portal', () => {
    const subscriptions = new DeliverySubscriptions();
    const [here, there] = [new FakeDeliveryApi(), new FakeDeliveryApi()];
    const one = subscriptions.get(here, undefined, 'component:default/a');
    expect(subscriptions.get(here, undefined, 'component:default/a')).toBe(one);
    expect(subscriptions.get(here, undefined, 'component:default/b')).not.toBe(
      one,
    );
    expect(subscriptions.get(there, undefined, 'component:default/a')).not.toBe(
      one,
    );
  });
});
