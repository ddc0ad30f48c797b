import { isRecord } from '../merge/isRecord.ts';
import { badRequest } from '../errors/apiErrors.ts';
import { KubernetesApiError } from '../../world/seams.ts';
import { denialReason, isAllowed, type Subject } from './Subject.ts';

/** What everybody who is known may get, beside resources. */
const openPaths = [
  '/api',
  '/apis',
  '/healthz',
  '/livez',
  '/openapi',
  '/readyz',
  '/version',
];

function isOpen(path: string): boolean {
  return openPaths.some(open => path === open || path.startsWith(`${open}/`));
}

export function mayGetPath(subject: Subject, path: string): boolean {
  return (
    isOpen(path) ||
    subject.rules.some(
      ({ verbs, resources }) => verbs.includes('*') && resources.includes('*'),
    )
  );
}

const allowed = {
  allowed: true,
  reason: 'RBAC: allowed by a rule of the sandbox',
};

function reviewStatus(
  subject: Subject | undefined,
  spec: Record<string, any>,
): object {
  const attributes = spec.resourceAttributes;
  const path = spec.nonResourceAttributes;
  if (isRecord(attributes) === isRecord(path)) {
    throw invalidReview();
  }
  if (isRecord(path)) {
    return subject && mayGetPath(subject, String(path.path ?? ''))
      ? allowed
      : { allowed: false };
  }
  const asked = {
    verb: String(attributes.verb ?? ''),
    group: String(attributes.group ?? ''),
    resource: String(attributes.resource ?? ''),
    ...(attributes.subresource
      ? { subresource: String(attributes.subresource) }
      : {}),
    ...(attributes.namespace
      ? { namespace: String(attributes.namespace) }
      : {}),
    ...(attributes.name ? { name: String(attributes.name) } : {}),
  };
  // RBAC says why it allows, and nothing about what it does not.
  return subject && isAllowed(subject, asked) ? allowed : { allowed: false };
}

function invalidReview(): KubernetesApiError {
  const message =
    'Invalid value: null: exactly one of nonResourceAttributes or resourceAttributes must be specified';
  const field = 'spec.resourceAttributes';
  return new KubernetesApiError(
    422,
    'Invalid',
    `.authorization.k8s.io "" is invalid: ${field}: ${message}`,
    {
      group: 'authorization.k8s.io',
      causes: [{ reason: 'FieldValueInvalid', message, field }],
    },
  );
}

function rulesStatus(subject: Subject, namespace: string): object {
  if (!namespace) {
    throw badRequest('no namespace on request');
  }
  return {
    resourceRules: subject.rules
      .filter(rule => !rule.namespaces || rule.namespaces.includes(namespace))
      .map(rule => ({
        verbs: rule.verbs,
        apiGroups: rule.groups,
        resources: rule.resources,
      })),
    nonResourceRules: [
      { verbs: ['get'], nonResourceURLs: ['/api', '/apis', '/version'] },
    ],
    incomplete: false,
  };
}

/** The answer to a review, or undefined when there is no such kind of review. */
export function reviewAccess(options: {
  plural: string;
  body: unknown;
  subject: Subject;
  findSubject: (name: string) => Subject | undefined;
}): object | undefined {
  const { plural, subject, findSubject } = options;
  const body = isRecord(options.body) ? options.body : {};
  const spec = isRecord(body.spec) ? body.spec : {};
  const answer = (kind: string, group: string, status: object) => ({
    kind,
    apiVersion: `${group}/v1`,
    metadata: {},
    spec,
    status,
  });
  switch (plural) {
    case 'selfsubjectaccessreviews':
      return answer(
        'SelfSubjectAccessReview',
        'authorization.k8s.io',
        reviewStatus(subject, spec),
      );
    case 'subjectaccessreviews': {
      const asked = {
        verb: 'create',
        group: 'authorization.k8s.io',
        resource: plural,
      };
      if (!isAllowed(subject, asked)) {
        throw new KubernetesApiError(
          403,
          'Forbidden',
          `${plural}.authorization.k8s.io is forbidden: ${denialReason(
            subject,
            asked,
          )}`,
          { group: 'authorization.k8s.io', kind: plural },
        );
      }
      const user = String(spec.user ?? '');
      return answer(
        'SubjectAccessReview',
        'authorization.k8s.io',
        reviewStatus(user === subject.name ? subject : findSubject(user), spec),
      );
    }
    case 'selfsubjectrulesreviews':
      return answer(
        'SelfSubjectRulesReview',
        'authorization.k8s.io',
        rulesStatus(subject, String(spec.namespace ?? '')),
      );
    case 'selfsubjectreviews':
      return answer('SelfSubjectReview', 'authentication.k8s.io', {
        userInfo: {
          username: subject.name,
          groups: [...(subject.groups ?? []), 'system:authenticated'],
        },
      });
    default:
      return undefined;
  }
}
