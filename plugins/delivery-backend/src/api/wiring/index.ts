export * from './getWiring';
export * from './getWirings';
export * from './postCheck';
export * from './postWork';
