import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { choosePort } from './ports.ts';

describe('choosePort', () => {
  const holder = createServer();
  let held: number;

  before(async () => {
    holder.listen(0, '127.0.0.1');
    await once(holder, 'listening');
    held = (holder.address() as AddressInfo).port;
  });
  after(() => holder.close());

  it('refuses a port that was asked for and is held, and says what to do', async () => {
    await assert.rejects(
      choosePort({
        title: 'portal',
        usual: held,
        askedFor: held,
        setting: 'SLIPWAY_PORTAL_PORT',
      }),
      new RegExp(`Port ${held}.*in use by.*SLIPWAY_PORTAL_PORT`),
    );
  });

  it('takes another one than the usual, and says so', async () => {
    const choice = await choosePort({
      title: 'portal',
      usual: held,
      setting: 'SLIPWAY_PORTAL_PORT',
    });

    assert.notEqual(choice.port, held);
    assert.match(choice.notice ?? '', new RegExp(`Port ${held} is in use by`));
  });

  it('does not take what is spoken for', async () => {
    const free = held + 1;
    const choice = await choosePort({
      title: 'portal',
      usual: free,
      setting: 'SLIPWAY_PORTAL_PORT',
      taken: [free],
    });

    assert.notEqual(choice.port, free);
  });
});
