const reasons = {
  failure: 'the server does not fail by itself; a fault makes it',
  notModified: 'an answer to something that writes is never unchanged',
  neverLimited: 'the limits are never switched off',
  redirect: 'files are answered, not redirected to',
  renamed: 'a branch cannot be given another name here',
  media: 'no diff is too large for the media type',
  inUse: 'nothing that is being done holds a repository back',
  alone: 'whoever sees the repository may do it',
} as const;

/** Statuses that are described and that this forge has no occasion for, each with its reason. */
export const cannotOccur: Record<string, keyof typeof reasons> = {
  'GET /rate_limit 404': 'neverLimited',
  'POST /user/repos 304': 'notModified',
  'POST /user/repos 404': 'alone',
  'GET /user 403': 'alone',
  'GET /repos/{owner}/{repo} 403': 'alone',
  'DELETE /repos/{owner}/{repo} 409': 'inUse',
  'GET /repos/{owner}/{repo}/contents/{path} 302': 'redirect',
  'GET /repos/{owner}/{repo}/branches/{branch} 301': 'renamed',
  'POST /repos/{owner}/{repo}/rulesets 500': 'failure',
  'GET /repos/{owner}/{repo}/pulls/{pull_number} 406': 'media',
  'GET /repos/{owner}/{repo}/pulls/{pull_number} 500': 'failure',
  'GET /repos/{owner}/{repo}/pulls/{pull_number} 503': 'failure',
  'GET /repos/{owner}/{repo}/commits 500': 'failure',
  'GET /repos/{owner}/{repo}/commits/{ref} 500': 'failure',
  'GET /repos/{owner}/{repo}/commits/{ref} 503': 'failure',
};
