import { isRecord } from '../merge/isRecord.ts';
import { denialReason, isAllowed, type Subject } from './Subject.ts';

function reviewStatus(
  subject: Subject | undefined,
  spec: Record<string, any>,
): object {
  const attributes = spec.resourceAttributes;
  if (!isRecord(attributes)) {
    // Paths that are no resources are open to everybody who is known.
    return { allowed: subject !== undefined };
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
  if (subject && isAllowed(subject, asked)) {
    return { allowed: true, reason: 'RBAC: allowed by a rule of the sandbox' };
  }
  return {
    allowed: false,
    ...(subject ? { reason: denialReason(subject, asked) } : {}),
  };
}

function rulesStatus(subject: Subject, namespace: string): object {
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
    metadata: { creationTimestamp: null },
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
