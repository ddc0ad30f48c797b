import { join } from 'node:path';
import {
  buildApp,
  EmbeddedPortal,
  workFolder,
  type EmbeddedPortalOptions,
} from '../../packages/embedded/src/index.ts';
import { labFolder, LabPortal } from '../../packages/lab/src/index.ts';
import { readPort } from './readPort.ts';

/** What the portal runs on: the embedded sandbox, or the real control plane. */
export const grounds = ['sandbox', 'lab'] as const;
export type Ground = (typeof grounds)[number];

/** A portal that this command has started. */
export interface StartedPortal {
  url: string;
  /** The sandbox that it uses, for the forge at least. */
  sandboxUrl: string;
  /** Resolves, with a sentence, when a part of it has ended by itself. */
  failed(): Promise<string>;
  stop(): Promise<void>;
}

const folders: Record<Ground, string> = {
  sandbox: join(workFolder, 'portal'),
  lab: labFolder,
};

export function isGround(value: string): value is Ground {
  return grounds.some(ground => ground === value);
}

/** The portal on this ground that another command has started. */
export function findPortal(ground: Ground) {
  return EmbeddedPortal.find(folders[ground]);
}

export async function startPortal(
  ground: Ground,
  given: Pick<EmbeddedPortalOptions, 'fresh' | 'tell' | 'signal'>,
): Promise<StartedPortal> {
  await buildApp();
  const options = {
    ...given,
    folder: folders[ground],
    portalPort: readPort('SLIPWAY_PORTAL_PORT'),
    sandboxPort: readPort('SLIPWAY_SANDBOX_PORT'),
  };
  switch (ground) {
    case 'sandbox':
      return EmbeddedPortal.start(options);
    case 'lab': {
      const started = await LabPortal.start(options);
      return {
        url: started.portal.url,
        sandboxUrl: started.portal.sandboxUrl,
        failed: () => started.portal.failed(),
        stop: () => started.stop(),
      };
    }
    default:
      throw new TypeError(`Not a ground: ${ground satisfies never}`);
  }
}
