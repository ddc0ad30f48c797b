export * from './connectGithub';
export * from './GithubApi';
export * from './repositoryPath';
