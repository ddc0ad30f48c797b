export * from './GitlabClient';
