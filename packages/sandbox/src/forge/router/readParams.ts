import { errors } from '../errors/errors.ts';

/** A parameter's type, as Grape coerces it: the value, or what is wrong with it. */
export interface ParamType<T> {
  read(value: unknown): { value: T } | { problem: string };
}

export interface Param<T> extends ParamType<T> {
  required: boolean;
}

const invalid = { problem: 'is invalid' };
const notAllowed = { problem: 'does not have a valid value' };

export const types = {
  string: {
    read: value =>
      value === null || typeof value === 'object'
        ? invalid
        : { value: String(value) },
  } as ParamType<string>,
  integer: {
    read: value =>
      /^-?\d+$/.test(String(value)) ? { value: Number(value) } : invalid,
  } as ParamType<number>,
  number: {
    read: value =>
      value !== '' && Number.isFinite(Number(value))
        ? { value: Number(value) }
        : invalid,
  } as ParamType<number>,
  boolean: {
    read: value => {
      switch (String(value).toLowerCase()) {
        case 'true':
        case '1':
        case 't':
        case 'yes':
        case 'on':
          return { value: true };
        case 'false':
        case '0':
        case 'f':
        case 'no':
        case 'off':
          return { value: false };
        default:
          return invalid;
      }
    },
  } as ParamType<boolean>,
  /** A list, or text with commas between. */
  list: {
    read: value => {
      if (typeof value === 'string') {
        return { value: value.split(',').map(part => part.trim()) };
      }
      return Array.isArray(value) ? { value: value.map(String) } : invalid;
    },
  } as ParamType<string[]>,
  objects: {
    read: value =>
      Array.isArray(value) &&
      value.every(item => item !== null && typeof item === 'object')
        ? { value }
        : invalid,
  } as ParamType<Array<Record<string, any>>>,
  object: {
    read: value =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? { value: value as Record<string, any> }
        : invalid,
  } as ParamType<Record<string, any>>,
  /** `2026-01-31`, with or without a time. */
  date: {
    read: value =>
      typeof value === 'string' && !Number.isNaN(Date.parse(value))
        ? { value }
        : invalid,
  } as ParamType<string>,
  oneOf: <const T extends string | number>(
    ...allowed: readonly T[]
  ): ParamType<T> => ({
    read: value => {
      const found = allowed.find(option => String(option) === String(value));
      return found === undefined ? notAllowed : { value: found };
    },
  }),
};

/** Must be given. */
export function required<T>(type: ParamType<T>): Param<T> {
  return { ...type, required: true };
}

/** May be left out or null: undefined then. */
export function optional<T>(type: ParamType<T>): Param<T | undefined> {
  return { ...type, required: false };
}

type Values<S extends Record<string, Param<any>>> = {
  [K in keyof S]: S[K] extends Param<infer T> ? T : never;
};

/**
 * Reads parameters as Grape does; all problems are told at once, as
 * `{"error": "branch is missing, force is invalid"}`.
 */
export function readParams<S extends Record<string, Param<any>>>(
  source: Record<string, any>,
  spec: S,
  prefix = '',
): Values<S> {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [key, param] of Object.entries(spec)) {
    const name = prefix ? `${prefix}[${key}]` : key;
    const given = source[key];
    if (given === undefined || (given === null && !param.required)) {
      if (param.required) {
        problems.push(`${name} is missing`);
      }
      continue;
    }
    const result = param.read(given);
    if ('problem' in result) {
      problems.push(`${name} ${result.problem}`);
    } else {
      values[key] = result.value;
    }
  }
  if (problems.length > 0) {
    throw errors.parameters(problems);
  }
  return values as Values<S>;
}
