import { createHash } from 'node:crypto';
import { KubernetesObject } from '@slipway/plugin-delivery-node';
import { ForgeHookEvent } from '../forge/ForgeHooks';
import { ForgeVariable } from '../forge/ForgeVariables';
import type { ForgeEnvironment } from '../forge/ForgeEnvironments';
import type { BranchRules } from '../forge/ForgeProtection';

/**
 * Tells an object apart from its namesakes and from what people have made of it since: its uid, and a
 * hash of its labels and of what is asked of it. Of a Secret, whose data must leave no trace, the
 * version that the API gave it, as nobody but people and Slipway writes to it.
 *
 * @public
 */
export function objectFingerprint(object: KubernetesObject): string {
  const { uid = '', resourceVersion = '', labels = {} } = object.metadata;
  if (object.kind === 'Secret') {
    return `${uid} version ${resourceVersion}`;
  }
  return `${uid} ${fingerprintOf({ labels, spec: object.spec ?? null })}`;
}

/**
 * Of how a variable is given to jobs and what is remembered of it; its value leaves no trace.
 *
 * @public
 */
export function variableFingerprint(
  variable: Omit<ForgeVariable, 'key' | 'value' | 'environmentScope'>,
): string {
  const { secret, masked, raw, description } = variable;
  const settings = {
    secret,
    // Every secret is.
    masked: masked || secret,
    protected: variable.protected,
    raw,
  };
  return `variable ${fingerprintOf({ ...settings, description })}`;
}

/**
 * Of what a hook tells of.
 *
 * @public
 */
export function hookFingerprint({
  events,
}: {
  events: readonly ForgeHookEvent[];
}): string {
  return `hook ${fingerprintOf([...events].sort())}`;
}

/**
 * Of the rules of a branch.
 *
 * @public
 */
export function rulesFingerprint(rules: BranchRules): string {
  return `rules ${fingerprintOf({
    ...rules,
    checks: [...rules.checks].sort(),
  })}`;
}

/**
 * Of what must be so before a deployment, with reviewers by their ids.
 *
 * @public
 */
export function environmentFingerprint({ rules }: ForgeEnvironment): string {
  return `environment ${fingerprintOf(
    rules
      ? {
          ...rules,
          reviewers: rules.reviewers
            .map(({ kind, id }) => `${kind} ${id}`)
            .sort(),
        }
      : {},
  )}`;
}

/**
 * A short hash of names and settings; never of a value that could be a secret.
 *
 * @public
 */
export function fingerprintOf(settings: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(settings)))
    .digest('hex')
    .slice(0, 32);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, inner]) => [key, sorted(inner)]),
    );
  }
  return value;
}
