export * from './appConfig';
export * from './component';
export * from './failedPipeline';
export * from './recordedObjects';
export * from './bootPortal';
