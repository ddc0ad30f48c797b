import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeRequests, totalsOf } from './SandboxRequests.ts';

const count = (side: string, client: string, read: number, write = 0) => ({
  side,
  client,
  read,
  write,
  watch: 0,
});

describe('what a portal has asked of the sandbox', () => {
  const report = {
    counts: [
      count('forge', 'node', 3, 1),
      count('forge', 'octokit-rest.js', 2),
      count('forge', 'curl', 5, 5),
      count('git', 'git', 7, 7),
      { ...count('cluster', 'none', 1), watch: 4 },
    ],
    writes: [
      { side: 'forge', client: 'node', method: 'PUT', path: '/api/v4/x' },
      { side: 'git', client: 'git', method: 'POST', path: '/x.git' },
    ],
  };

  it('leaves out Argo CD, the jobs of pipelines and who is named besides', () => {
    assert.deepEqual(totalsOf(report, ['git', 'curl', 'octokit-rest.js']), {
      reads: 4,
      writes: 1,
      watches: 4,
      sides: [
        { side: 'forge', reads: 3, writes: 1, watches: 0 },
        { side: 'cluster', reads: 1, writes: 0, watches: 4 },
      ],
      written: ['forge PUT /api/v4/x'],
    });
  });

  for (const [writes, words] of [
    [0, '4 requests, all of them reads'],
    [2, '6 requests, 4 reads and 2 writes'],
  ] as const) {
    it(`is told in a line: ${words}`, () => {
      const totals = { reads: 4, writes, watches: 9, sides: [], written: [] };
      assert.equal(describeRequests(totals), words);
    });
  }
});
