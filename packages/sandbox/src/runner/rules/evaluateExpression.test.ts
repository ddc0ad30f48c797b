import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluateExpression } from './evaluateExpression.ts';

const variables = {
  CI_COMMIT_BRANCH: 'main',
  CI_DEFAULT_BRANCH: 'main',
  EMPTY: '',
  TAG: 'v1.2.3',
  PATTERN: '/^v\\d/',
};

const cases: Array<[string, boolean]> = [
  ['$CI_COMMIT_BRANCH', true],
  ['$ABSENT', false],
  ['$EMPTY', false],
  ['$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH', true],
  ['$CI_COMMIT_BRANCH == "main"', true],
  ["$CI_COMMIT_BRANCH != 'main'", false],
  ['$ABSENT == null', true],
  ['$EMPTY == null', false],
  ['$EMPTY == ""', true],
  ['null == $ABSENT', true],
  ['$TAG =~ /^v\\d+\\.\\d+/', true],
  ['$TAG =~ /^V/i', true],
  ['$TAG !~ /^v/', false],
  ['$ABSENT =~ /x/', false],
  ['$ABSENT !~ /x/', true],
  ['$TAG =~ $PATTERN', true],
  ['$ABSENT || $TAG', true],
  ['$ABSENT && $TAG', false],
  ['$ABSENT && $ABSENT || $TAG', true],
  ['$TAG || $ABSENT && $ABSENT', true],
  ['($TAG || $ABSENT) && $ABSENT', false],
  ['${TAG} == "v1.2.3"', true],
];

for (const [expression, expected] of cases) {
  test(`${expression} is ${expected}`, () => {
    assert.equal(evaluateExpression(expression, variables), expected);
  });
}

for (const expression of [
  '',
  '==',
  '$A ==',
  '($A',
  '$A $B',
  'main',
  '$A = 1',
]) {
  test(`"${expression}" is no expression`, () => {
    assert.throws(() => evaluateExpression(expression, {}), SyntaxError);
  });
}
