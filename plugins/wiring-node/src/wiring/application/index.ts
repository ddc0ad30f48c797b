export * from './ensureApplication';
