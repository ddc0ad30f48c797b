import { LaunchLedger } from '../ledger';
import { CatalogServices, ServiceWiring } from '../services';
import { deriveFleet, FleetMember } from './deriveFleet';

/** The services whose wiring is looked at: what launches have made, and what the catalog says is wired. */
export class WiringFleet {
  readonly #ledger: LaunchLedger;
  readonly #services: CatalogServices;
  #isCatalogRead = false;

  constructor(options: { ledger: LaunchLedger; services: CatalogServices }) {
    this.#ledger = options.ledger;
    this.#services = options.services;
    options.services.subscribe({
      onWired: () => {},
      onComplete: async () => {
        this.#isCatalogRead = true;
      },
    });
  }

  /** Whether the catalog was read, so that what is missing from `all` is no more. */
  get isComplete(): boolean {
    return this.#isCatalogRead;
  }

  async all(): Promise<FleetMember[]> {
    const launched = deriveFleet(
      await this.#ledger.launches.ends(),
      await this.#ledger.entries.services(),
    );
    const known = new Set(launched.map(({ entityRef }) => entityRef));
    const others = this.#services
      .all()
      .filter(one => isWired(one) && !known.has(one.entityRef))
      .map(memberOf);
    return [...launched, ...others];
  }

  async find(entityRef: string): Promise<FleetMember | undefined> {
    const [launches, entries] = await Promise.all([
      this.#ledger.launches.ofService(entityRef),
      this.#ledger.entriesOf(entityRef),
    ]);
    const isThere = entries.some(({ status }) => status !== 'taken-back');
    const [member] = deriveFleet(launches, new Set(isThere ? [entityRef] : []));
    const wiring = this.#services.get(entityRef);
    return member ?? (wiring && isWired(wiring) ? memberOf(wiring) : undefined);
  }
}

/** Whether the annotations say where to look; what they say may still be wrong. */
export function isWired({ applications, pipelines }: ServiceWiring): boolean {
  return applications.kind === 'wired' || pipelines.kind === 'wired';
}

export function memberOf({ entityRef, service }: ServiceWiring): FleetMember {
  return { entityRef, service };
}
