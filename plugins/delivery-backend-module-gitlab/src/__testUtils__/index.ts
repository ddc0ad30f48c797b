export * from './gitlabJson';
export * from './GitlabTestServer';
export * from './appConfig';
