import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { WorkerEnd } from '../world/WorkerPool.ts';
import { judgeFirstRun } from './judgeFirstRun.ts';

function failed(message: string, step = 'catalog'): WorkerEnd {
  return {
    kind: 'ended',
    result: {
      succeeded: false,
      cancelled: false,
      step,
      error: { name: 'ServiceUnavailableError', message },
      requests: [],
      steps: [],
      log: [],
      hit: true,
      seconds: 1,
    },
  };
}

describe('how the first run is judged', () => {
  const names = { service: 'zz001q', hosts: ['127.0.0.1:8929'] };
  const judge = (
    end: WorkerEnd,
    kind = 'conflict' as const,
    step = 'catalog',
  ) => judgeFirstRun({ kind, step }, end, names);

  const cases: Array<[what: string, message: string, problem: RegExp | null]> =
    [
      ['one line that says where', 'GitLab at 127.0.0.1:8929 refused', null],
      ['of the portal itself', "The portal's catalog did not answer", null],
      ['a stack', 'zz001q failed\n    at x (y.js:1)', /not one line/],
      ['nowhere', 'Request failed with status code 409', /does not say where/],
      ['a programmer’s', "zz001q: can't read undefined", /not for people/],
      ['a page of it', `zz001q ${'x'.repeat(900)}`, /characters long/],
    ];
  for (const [what, message, problem] of cases) {
    it(`an error that is ${what}`, () => {
      const problems = judge(failed(message)).join('\n');
      if (problem) {
        assert.match(problems, problem);
      } else {
        assert.equal(problems, '');
      }
    });
  }

  it('preflight has a line for each thing that is in the way', () => {
    const end = failed('zz001q cannot be launched:\n- one\n- two', 'preflight');
    assert.deepEqual(judge(end, 'conflict', 'preflight'), []);
  });

  it('one that is asked to wait goes on', () => {
    const end = failed('zz001q: too many requests');
    assert.match(
      judgeFirstRun({ kind: 'rate-limited', step: 'catalog' }, end, names)[0],
      /asked to wait/,
    );
  });

  it('one that is to be killed is killed', () => {
    const kind = 'killed-after';
    const step = 'catalog';
    assert.deepEqual(
      judgeFirstRun({ kind, step }, { kind: 'killed' }, names),
      [],
    );
    assert.equal(judgeFirstRun({ kind, step }, failed('x'), names).length, 1);
  });
});
