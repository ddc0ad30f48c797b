import { join } from 'node:path';
import {
  EmbeddedPortal,
  workFolder,
  type EmbeddedPortalOptions,
} from '../../embedded/src/index.ts';
import { Lab } from './Lab.ts';

/** Where the portal on the lab keeps what it has; the sandbox's has another folder. */
export const labFolder = join(workFolder, 'lab-portal');

/** The portal, with the sandbox's forge and registry, on the real control plane. */
export class LabPortal {
  readonly portal: EmbeddedPortal;
  readonly lab: Lab;

  private constructor(portal: EmbeddedPortal, lab: Lab) {
    this.portal = portal;
    this.lab = lab;
  }

  /** Always afresh: the clusters of a lab go with it, so what a portal knew of them is no more. */
  static async start(
    options: Omit<EmbeddedPortalOptions, 'fresh' | 'cluster'>,
  ): Promise<LabPortal> {
    const { tell = () => {} } = options;
    tell(
      'Starting the lab: the real Kubernetes API, Argo CD and Argo Rollouts',
    );
    const lab = await Lab.start({
      pulls: true,
      portalToken: options.credentials?.clusterToken,
      tell: line => tell(`  ${line}`),
    });
    try {
      const portal = await EmbeddedPortal.start({
        ...options,
        fresh: true,
        cluster: { ...lab.portalAccess, argocdUrl: lab.argocdUrl! },
      });
      await lab.trustSshHosts(portal.sshKnownHosts);
      return new LabPortal(portal, lab);
    } catch (error) {
      await lab.stop();
      throw error;
    }
  }

  /** The portal first, so that it does not tell of a cluster that is gone. */
  async stop(): Promise<void> {
    await this.portal.stop();
    await this.lab.stop();
  }
}
