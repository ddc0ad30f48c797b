export * from './ApiContext';
export * from './createRouter';
