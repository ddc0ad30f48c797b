export * from './comparedFiles';
export * from './content';
export * from './ensureContent';
export * from './ensureRepository';
export * from './planContent';
export * from './planRepository';
