export * from './ensureNamespace';
export * from './namespaceObjects';
