export { startArgoCd } from './startArgoCd.ts';
export type { ArgoCdOptions, RunningArgoCd } from './startArgoCd.ts';
export { findTools } from './tools/findTools.ts';
export type { RenderingTools } from './tools/findTools.ts';
