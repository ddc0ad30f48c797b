export * from './githubJson';
export * from './GithubTestServer';
export * from './appConfig';
