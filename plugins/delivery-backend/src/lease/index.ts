export * from './holdLease';
export * from './pause';
