export * from './GithubPipelineSource';
