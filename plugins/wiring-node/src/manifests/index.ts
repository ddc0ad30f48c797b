export * from './compareManifests';
export * from './findTools';
export * from './presentManifests';
export * from './previewManifests';
export * from './renderManifests';
