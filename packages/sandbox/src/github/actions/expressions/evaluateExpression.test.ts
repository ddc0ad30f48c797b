import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluateExpression } from './evaluateExpression.ts';
import { resolveTemplate } from './resolveTemplate.ts';

const scope = {
  context: {
    github: { ref: 'refs/heads/main', event: { inputs: null } },
    needs: { build: { result: 'success', outputs: { tag: '1-2' } } },
    secrets: { GITOPS_TOKEN: 'secret' },
    matrix: { version: 3.12 },
  },
  status: { success: false, failure: true, cancelled: false },
};

for (const [expression, expected] of [
  ["github.ref == 'refs/heads/main'", true],
  ['needs.build.outputs.tag', '1-2'],
  ['needs.other.outputs.tag', null],
  ["secrets.gitops_token != ''", true],
  ['failure() && !cancelled()', true],
  ['success() || always()', true],
  ["format('{0}-{1}', matrix.version, 'x')", '3.12-x'],
  ["fromJSON('[1,2]')[1]", 2],
  ["contains(needs.*.result, 'success')", true],
  ["hashFiles('**/lock')", ''],
] as const) {
  test(`${expression} is ${JSON.stringify(expected)}`, () => {
    assert.deepEqual(evaluateExpression(expression, scope), expected);
  });
}

test('a template keeps what is no expression', () => {
  assert.deepEqual(
    resolveTemplate(
      {
        entries: [
          ['name', { expression: 'needs.build.outputs.tag' }],
          ['list', [1, 'two', { expression: 'matrix.version' }]],
          [
            { expression: 'insert' },
            { expression: 'fromJSON(\'{"a":true}\')' },
          ],
        ],
      },
      scope,
    ),
    { name: '1-2', list: [1, 'two', 3.12], a: true },
  );
});
