export * from './ensureProject';
export * from './projectOf';
