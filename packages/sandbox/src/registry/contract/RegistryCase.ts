import type { RegistryClient } from './RegistryClient.ts';

/** Something that holds for every registry that takes tokens. */
export interface RegistryCase {
  /** The rule. */
  name: string;
  run(client: RegistryClient): Promise<void>;
}
