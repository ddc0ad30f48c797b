export * from './ensureObject';
export * from './places';
export * from './planObject';
