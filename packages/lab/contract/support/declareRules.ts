import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CheckedRule } from './checkClusterClient.ts';

/** Tells what became of each rule as a test of its own. */
export function declareRules(title: string, rules: CheckedRule[]): void {
  assert.ok(rules.length > 0, 'there are no rules');
  describe(title, () => {
    for (const { rule, problem } of rules) {
      it(rule, () => assert.equal(problem, undefined));
    }
  });
}
