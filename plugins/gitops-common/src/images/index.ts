export * from './ImageReference';
export * from './imageTag';
export * from './loopback';
