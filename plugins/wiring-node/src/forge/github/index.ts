export * from './createGithubForge';
