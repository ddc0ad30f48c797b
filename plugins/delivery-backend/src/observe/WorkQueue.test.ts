import { mockServices } from '@backstage/backend-test-utils';
import { until } from '@slipway/plugin-delivery-node/testUtils';
import { WorkQueue } from './WorkQueue';

describe('WorkQueue', () => {
  function create(work: (key: string) => Promise<void>, concurrency = 2) {
    return new WorkQueue({
      work,
      delayMs: 10,
      concurrency,
      logger: mockServices.logger.mock(),
    });
  }

  it('makes one run of marks in a row', async () => {
    const done: string[] = [];
    const queue = create(async key => {
      done.push(key);
    });
    queue.mark('a');
    queue.mark('b');
    queue.mark('a');
    await until(() => done.length === 2);
    await queue.stop();
    expect(done).toEqual(['a', 'b']);
  });

  it('runs again for a mark that comes meanwhile, and never twice at a time', async () => {
    let running = 0;
    let most = 0;
    let runs = 0;
    const queue = create(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(resolve => setTimeout(resolve, 50));
      running -= 1;
      runs += 1;
    });
    queue.mark('a');
    await until(() => running === 1);
    queue.mark('a');
    await until(() => runs === 2);
    await queue.stop();
    expect(most).toBe(1);
  });

  it('goes on after a failure', async () => {
    const done: string[] = [];
    const queue = create(async key => {
      done.push(key);
      throw new Error('a fault');
    }, 1);
    queue.mark('a');
    queue.mark('b');
    await until(() => done.length === 2);
    await queue.stop();
  });

  it('waits for what runs when it stops, and takes up nothing new', async () => {
    const done: string[] = [];
    const queue = create(async key => {
      await new Promise(resolve => setTimeout(resolve, 50));
      done.push(key);
    });
    queue.mark('a');
    await new Promise(resolve => setTimeout(resolve, 25));
    queue.mark('b');
    await queue.stop();
    queue.mark('c');
    await new Promise(resolve => setTimeout(resolve, 80));
    expect(done).toEqual(['a']);
  });
});
