export * from './watchResource';
