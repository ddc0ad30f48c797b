import type { VariableRecord } from '../records/records.ts';

/** GitLab's `Ci::Maskable`: what can be found in a trace and hidden. */
const maskable = /^[a-zA-Z0-9_+=/@:.~-]{8,}$/;
const maskableRaw = /^\S{8,}$/;

type Given = Pick<
  VariableRecord,
  'key' | 'value' | 'masked' | 'raw' | 'environmentScope'
>;

/** What is wrong with a variable, as GitLab's validation words it. */
export function variableProblems(
  variable: Given,
  others: Array<Pick<VariableRecord, 'key' | 'environmentScope'>>,
): Record<string, string[]> {
  const problems: Record<string, string[]> = {};
  if (variable.key === '') {
    problems.key = [
      "can't be blank",
      "can contain only letters, digits and '_'.",
    ];
  } else if (!/^[a-zA-Z0-9_]+$/.test(variable.key)) {
    problems.key = ["can contain only letters, digits and '_'."];
  } else if (variable.key.length > 255) {
    problems.key = ['is too long (maximum is 255 characters)'];
  } else if (
    others.some(
      other =>
        other.key === variable.key &&
        other.environmentScope === variable.environmentScope,
    )
  ) {
    problems.key = [`(${variable.key}) has already been taken`];
  }
  if (!/^[a-zA-Z0-9_/$ {}.*-]+$/.test(variable.environmentScope)) {
    problems.environment_scope = [
      "can contain only letters, digits, '-', '_', '/', '$', '{', '}', '.', '*' and spaces",
    ];
  }
  const pattern = variable.raw ? maskableRaw : maskable;
  if (variable.masked && !pattern.test(variable.value)) {
    problems.value = ['is invalid'];
  }
  return problems;
}
