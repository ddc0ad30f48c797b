import type { ForgeRepository } from './ForgeRepositories';

/** @public */
export interface ForgeHook {
  id: string;
  url: string;
  /** Whether it is switched on. */
  active: boolean;
  /** Whether the forge looks at the certificate of who it delivers to. */
  verifiesTls: boolean;
  /** The kinds of event that it tells of. */
  events: ForgeHookEvent[];
  /** Of its newest delivery, where the forge tells: an HTTP status, or 0 when nobody answered. */
  lastStatus?: number;
  /** Set while the forge delivers nothing for now, because what it delivered was not taken. */
  suspended?: boolean;
}

/** @public */
export const forgeHookEvents = ['push', 'pipeline', 'job'] as const;
/** @public */
export type ForgeHookEvent = (typeof forgeHookEvents)[number];

/** @public */
export interface ForgeHooks {
  list(repository: ForgeRepository): Promise<ForgeHook[]>;
  put(
    repository: ForgeRepository,
    hook: { url: string; events: readonly ForgeHookEvent[]; secret?: string },
    id?: string,
  ): Promise<void>;
  remove(repository: ForgeRepository, id: string): Promise<void>;
  /** Has something delivered now, where the forge tells of each hook what came of its newest delivery. */
  ping?(repository: ForgeRepository, id: string): Promise<void>;
}
