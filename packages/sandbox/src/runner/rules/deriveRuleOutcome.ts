import type { CiRule } from '../config/ciConfigSchema.ts';
import { evaluateExpression } from './evaluateExpression.ts';
import { globToRegExp } from './globToRegExp.ts';

/** What rules are decided on. */
export interface RuleFacts {
  variables: Record<string, string>;
  /** Every file of the commit. */
  files: string[];
  /** Files that the push has changed; undefined when it can't be told, and then all have. */
  changedFiles: string[] | undefined;
}

export type RuleOutcome =
  | { added: false }
  | {
      added: true;
      /** Undefined when the rule leaves it to the job. */
      when:
        | 'on_success'
        | 'on_failure'
        | 'always'
        | 'manual'
        | 'delayed'
        | undefined;
      startIn: string | undefined;
      allowFailure: boolean | undefined;
      variables: Record<string, string>;
      needs: CiRule['needs'];
      interruptible: boolean | undefined;
    };

function matches(rule: CiRule, facts: RuleFacts): boolean {
  if (rule.if !== undefined && !evaluateExpression(rule.if, facts.variables)) {
    return false;
  }
  const { changedFiles } = facts;
  if (rule.changes && changedFiles && !some(rule.changes, changedFiles)) {
    return false;
  }
  return !rule.exists || some(rule.exists, facts.files);
}

function some(globs: string[], files: string[]): boolean {
  const patterns = globs.map(globToRegExp);
  return files.some(file => patterns.some(pattern => pattern.test(file)));
}

/** The first rule that matches decides; when none does the job is left out. */
export function deriveRuleOutcome(
  rules: CiRule[],
  facts: RuleFacts,
): RuleOutcome {
  const rule = rules.find(one => matches(one, facts));
  if (!rule || rule.when === 'never') {
    return { added: false };
  }
  return {
    added: true,
    when: rule.when,
    startIn: rule.start_in,
    allowFailure: rule.allow_failure,
    variables: rule.variables ?? {},
    needs: rule.needs,
    interruptible: rule.interruptible,
  };
}
