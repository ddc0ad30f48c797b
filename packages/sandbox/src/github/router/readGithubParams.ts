import { z } from 'zod';
import { githubErrors } from '../errors/githubErrors.ts';

function describe(issue: z.ZodIssue): string {
  const path = issue.path.join('/');
  if (issue.code === 'invalid_type' && issue.received === 'undefined') {
    return `"${path}" wasn't supplied.`;
  }
  if (issue.code === 'invalid_type') {
    return `For 'properties/${path}', ${issue.received} is not a ${issue.expected}.`;
  }
  return `For 'properties/${path}', ${issue.message}.`;
}

/** A body as the operation takes it; answered 422 where it does not fit, as by GitHub's schemas. */
export function readGithubParams<T extends z.ZodTypeAny>(
  body: Record<string, any>,
  schema: T,
): z.output<T> {
  const result = schema.safeParse(body);
  if (!result.success) {
    throw githubErrors.invalidRequest(result.error.issues.map(describe));
  }
  return result.data;
}
