export * from './ensureProject';
