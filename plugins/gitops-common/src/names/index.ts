export * from './serviceNames';
