import { ForgeVariable, HeldCredential, NewCredential } from '../forge';
import { Diff } from './Diff';
import { hiddenNew, hiddenOther } from './maskObject';
import { objectDiff } from './objectDiff';
import { hidden } from './redactText';

/**
 * How settings would change: in those that are wanted.
 *
 * @public
 */
export function settingsDiff(
  current: object | undefined,
  wanted: object,
): Diff {
  return objectDiff(current && defined(current), defined(wanted));
}

/** @public */
export type VariableFlags = Omit<ForgeVariable, 'key' | 'value'>;

/**
 * How a variable would change, without its value, whatever it is: only whether it would be another.
 *
 * @public
 */
export function variableDiff(
  current: VariableFlags | undefined,
  wanted: Partial<VariableFlags>,
  value: 'same' | 'another' | 'new',
): Diff {
  return objectDiff(current && { value: hidden, ...flagsOf(current) }, {
    value: { same: hidden, another: hiddenOther, new: hiddenNew }[value],
    ...defined(flagsOf(wanted)),
  });
}

/**
 * Which credentials go and which comes: by kind, name and end, as a value is never shown.
 *
 * @public
 */
export function credentialDiff(
  leaving: HeldCredential[],
  coming?: {
    name: string;
    kind: NewCredential['kind'];
    /** A date. */
    expiresAt?: string;
  },
): Diff {
  const lines = (mark: '+' | '-', texts: string[]) =>
    texts.map(text => ({ mark, text }));
  return {
    parts: [
      {
        lines: [
          ...leaving.flatMap(({ title, name, id, expiresAt }) =>
            lines('-', [`${title} ${name} #${id}${until(expiresAt)}`]),
          ),
          ...(coming
            ? lines('+', [
                `${coming.kind === 'ssh-key' ? 'deploy key' : 'token'} ${
                  coming.name
                }${until(coming.expiresAt)}`,
              ])
            : []),
        ],
      },
    ].filter(part => part.lines.length > 0),
  };
}

function until(date: string | undefined): string {
  return date ? `, until ${date}` : '';
}

function flagsOf(variable: Partial<VariableFlags>): Partial<VariableFlags> {
  const { secret, masked, raw, environmentScope, description } = variable;
  return {
    secret,
    masked,
    protected: variable.protected,
    raw,
    environmentScope,
    description,
  };
}

function defined(fields: object): object {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  );
}
