export * from './PreflightAnswer';
export * from './presentPreflight';
