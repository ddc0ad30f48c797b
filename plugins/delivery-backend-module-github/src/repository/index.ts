export * from './GithubRepositoryReader';
