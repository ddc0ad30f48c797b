export * from './appConfig';
export * from './component';
