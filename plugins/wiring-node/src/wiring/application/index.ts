export * from './ensureApplication';
export * from './serviceApplication';
