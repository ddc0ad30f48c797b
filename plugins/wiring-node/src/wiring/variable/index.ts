export * from './ensureVariable';
export * from './planVariable';
