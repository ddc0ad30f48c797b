export { createForge } from './Forge.ts';
export type { Forge, ForgeOptions } from './Forge.ts';
export type { ForgeContext } from './ForgeContext.ts';
export type {
  ForgeRoute,
  ForgeRequest,
  ForgeAnswer,
} from './api/ForgeRoute.ts';
export type { Principal } from './api/Principal.ts';
export type { ForgePage } from './pages/ForgePage.ts';
export { html } from './pages/ForgePage.ts';
