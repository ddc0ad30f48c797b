export * from './testUtils/index';
