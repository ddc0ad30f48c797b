export * from './LaunchConfig';
