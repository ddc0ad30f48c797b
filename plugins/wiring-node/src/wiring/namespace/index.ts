export * from './ensureNamespace';
