export * from './imageTagEdit';
