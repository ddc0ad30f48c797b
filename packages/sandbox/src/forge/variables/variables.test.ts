import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { VariableRecord } from '../records/records.ts';
import { variableProblems } from './variableProblems.ts';
import { deriveJobVariables } from './variablesFor.ts';

const plain: VariableRecord = {
  id: 1,
  owner: 'project',
  ownerId: 1,
  variableType: 'env_var',
  key: 'KEY',
  value: 'value',
  hidden: false,
  protected: false,
  masked: false,
  raw: false,
  environmentScope: '*',
  description: null,
};

test('a variable’s key, scope and masked value are checked as GitLab does', () => {
  const invalid = { value: ['is invalid'] };
  const cases: Array<[string, Partial<VariableRecord>, object]> = [
    ['plain', {}, {}],
    ['masked', { masked: true, value: 'abcd_1234' }, {}],
    ['masked, 7 characters', { masked: true, value: 'abcd123' }, invalid],
    ['masked, a space', { masked: true, value: 'abcd 1234' }, invalid],
    ['masked, $', { masked: true, value: 'abcd$1234' }, invalid],
    ['masked and raw, $', { masked: true, raw: true, value: 'abcd$1234' }, {}],
    [
      'masked and raw, a newline',
      { masked: true, raw: true, value: 'abcd\n1234' },
      invalid,
    ],
    ['masked, base64 and URL signs', { masked: true, value: 'a+/=@:.~-b' }, {}],
    [
      'a key with a dash',
      { key: 'MY-KEY' },
      { key: ["can contain only letters, digits and '_'."] },
    ],
    [
      'a key that is taken',
      { key: 'TAKEN' },
      { key: ['(TAKEN) has already been taken'] },
    ],
    [
      'the same key in another scope',
      { key: 'TAKEN', environmentScope: 'dev' },
      {},
    ],
  ];
  for (const [name, change, expected] of cases) {
    assert.deepEqual(
      variableProblems({ ...plain, ...change }, [
        { key: 'TAKEN', environmentScope: '*' },
      ]),
      expected,
      name,
    );
  }
});

test('a job gets what its ref and its environment may see; the most exact wins', () => {
  const variables: VariableRecord[] = [
    { ...plain, key: 'URL', value: 'everywhere' },
    { ...plain, key: 'URL', value: 'review', environmentScope: 'review/*' },
    { ...plain, key: 'URL', value: 'one', environmentScope: 'review/one' },
    { ...plain, key: 'SECRET', value: 'guarded', protected: true },
    { ...plain, key: 'GROUP', value: 'of the group', owner: 'group' },
    { ...plain, key: 'GROUP', value: 'of the project' },
  ];
  const rank = (variable: VariableRecord) =>
    variable.owner === 'project' ? 1 : 0;
  const valuesOf = (job: { protectedRef: boolean; environment?: string }) =>
    Object.fromEntries(
      deriveJobVariables(variables, job, rank).map(each => [
        each.key,
        each.value,
      ]),
    );
  const GROUP = 'of the project';
  assert.deepEqual(valuesOf({ protectedRef: false }), {
    URL: 'everywhere',
    GROUP,
  });
  assert.deepEqual(
    valuesOf({ protectedRef: true, environment: 'review/one' }),
    {
      URL: 'one',
      SECRET: 'guarded',
      GROUP,
    },
  );
  assert.deepEqual(
    valuesOf({ protectedRef: false, environment: 'review/two' }),
    { URL: 'review', GROUP },
  );
});
