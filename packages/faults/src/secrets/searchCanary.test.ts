import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { WatchedStorage } from '../world/WatchedStorage.ts';
import { searchRecords } from './searchCanary.ts';

describe('the search for the canary', () => {
  const canary = 'CANARYabc123def456';
  const search = (name: string, record: object) => {
    const storage = new WatchedStorage();
    storage
      .collection<{ id: number }>(name)
      .put({ id: 1, ...record } as { id: number });
    return searchRecords({ storage }, { canary });
  };
  const encoded = Buffer.from(canary).toString('base64');

  const allowed: Array<[string, object]> = [
    ['forge-variables', { value: canary }],
    ['github-actions-secrets', { value: canary }],
    ['github-hooks', { secret: canary }],
    ['cluster-sandbox', { object: { kind: 'Secret', data: { a: encoded } } }],
  ];
  for (const [name, record] of allowed) {
    it(`${name} keeps credentials where they belong`, () => {
      const { hits, kept } = search(name, record);
      assert.deepEqual(hits, []);
      assert.equal(kept, 1);
    });
  }

  const wrong: Array<[string, object]> = [
    ['forge-variables', { description: canary }],
    ['ci-traces', { text: `echo ${canary}` }],
    [
      'cluster-sandbox',
      {
        object: {
          kind: 'Secret',
          metadata: { annotations: { last: encoded } },
        },
      },
    ],
    ['cluster-sandbox', { object: { kind: 'ConfigMap', data: { a: canary } } }],
  ];
  for (const [name, record] of wrong) {
    it(`finds it in ${JSON.stringify(record).slice(0, 40)} of ${name}`, () => {
      assert.equal(search(name, record).hits.length, 1);
    });
  }
});
