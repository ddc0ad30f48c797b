export * from './GithubClient';
export * from './GitlabClient';
export * from './GitlabTransport';
export { describeGitlabError, gitlabError } from './describeGitlabError';
export type { QueryValue } from './encodeQuery';
export { gitlabMessage } from './gitlabMessage';
export { redact } from './redact';
export { githubError } from './githubError';
export { githubMessage } from './githubMessage';
