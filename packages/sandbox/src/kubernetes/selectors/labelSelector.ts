import { badRequest } from '../errors/apiErrors.ts';

/** One requirement of a selector such as `app=web,tier in (a, b),!canary`. */
export interface LabelRequirement {
  key: string;
  operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt';
  values: string[];
}

const key = '[A-Za-z0-9][-A-Za-z0-9_./]*';
const patterns: Array<
  [RegExp, (match: RegExpExecArray) => Omit<LabelRequirement, 'key'>]
> = [
  [
    new RegExp(`^(${key})\\s+in\\s+\\(([^)]*)\\)$`),
    match => ({ operator: 'In', values: splitValues(match[2]) }),
  ],
  [
    new RegExp(`^(${key})\\s+notin\\s+\\(([^)]*)\\)$`),
    match => ({ operator: 'NotIn', values: splitValues(match[2]) }),
  ],
  [
    new RegExp(`^(${key})\\s*!=\\s*([-A-Za-z0-9_.]*)$`),
    match => ({ operator: 'NotIn', values: [match[2]] }),
  ],
  [
    new RegExp(`^(${key})\\s*==?\\s*([-A-Za-z0-9_.]*)$`),
    match => ({ operator: 'In', values: [match[2]] }),
  ],
  [
    new RegExp(`^(${key})\\s*([<>])\\s*(\\d+)$`),
    match => ({
      operator: match[2] === '>' ? 'Gt' : 'Lt',
      values: [match[3]],
    }),
  ],
  [new RegExp(`^(${key})$`), () => ({ operator: 'Exists', values: [] })],
];

function splitValues(text: string): string[] {
  return text.split(',').map(value => value.trim());
}

/** Splits at the commas that are not inside parentheses. */
function splitRequirements(text: string): string[] {
  return text
    .split(/,(?![^(]*\))/)
    .map(part => part.trim())
    .filter(part => part !== '');
}

export function parseLabelSelector(text: string): LabelRequirement[] {
  return splitRequirements(text).map(part => {
    const absent = new RegExp(`^!\\s*(${key})$`).exec(part);
    if (absent) {
      return { key: absent[1], operator: 'DoesNotExist', values: [] };
    }
    for (const [pattern, read] of patterns) {
      const match = pattern.exec(part);
      if (match) {
        return { key: match[1], ...read(match) };
      }
    }
    throw badRequest(
      `unable to parse requirement: found '${part}', expected a label selector`,
    );
  });
}

function matchesRequirement(
  requirement: LabelRequirement,
  value: string | undefined,
): boolean {
  switch (requirement.operator) {
    case 'In':
      return value !== undefined && requirement.values.includes(value);
    case 'NotIn':
      return value === undefined || !requirement.values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return (
        value !== undefined && Number(value) > Number(requirement.values[0])
      );
    case 'Lt':
      return (
        value !== undefined && Number(value) < Number(requirement.values[0])
      );
    default:
      return requirement.operator satisfies never;
  }
}

export function matchesLabels(
  requirements: readonly LabelRequirement[],
  labels: Record<string, string> | undefined,
): boolean {
  return requirements.every(requirement =>
    matchesRequirement(requirement, labels?.[requirement.key]),
  );
}

/** The requirements of a `LabelSelector` such as a ReplicaSet's `spec.selector`. */
export function readLabelSelector(selector: {
  matchLabels?: Record<string, string>;
  matchExpressions?: Array<{
    key: string;
    operator: LabelRequirement['operator'];
    values?: string[];
  }>;
}): LabelRequirement[] {
  return [
    ...Object.entries(selector.matchLabels ?? {}).map(
      ([name, value]): LabelRequirement => ({
        key: name,
        operator: 'In',
        values: [value],
      }),
    ),
    ...(selector.matchExpressions ?? []).map(expression => ({
      key: expression.key,
      operator: expression.operator,
      values: expression.values ?? [],
    })),
  ];
}
