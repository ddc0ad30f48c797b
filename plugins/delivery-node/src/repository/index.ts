export * from './RepositoryReader';
