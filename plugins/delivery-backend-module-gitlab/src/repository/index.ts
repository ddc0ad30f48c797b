export * from './GitlabRepositoryReader';
