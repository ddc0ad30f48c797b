export type { Finding as PreflightFinding, PreflightPlace } from './Finding';
export * from './findingKinds';
export * from './preflight';
export type { PreflightDeps } from './PreflightContext';
export * from './PreflightInput';
export * from './PreflightReport';
