export * from './LaunchConfig';
export * from './launchOn';
