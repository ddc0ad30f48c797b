export * from './assertAdoptable';
export * from './ensureApplicationSet';
