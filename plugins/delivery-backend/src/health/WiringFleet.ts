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
    const launched = await this.#launched();
    const others = this.#services
      .all()
      .flatMap(one => wiredMember(one, launched) ?? []);
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
    return member ?? (wiring && this.ofWiring(wiring));
  }

  /** A service of the catalog that no launch is known of. */
  async ofWiring(wiring: ServiceWiring): Promise<FleetMember | undefined> {
    return wiredMember(wiring, await this.#launched());
  }

  async #launched(): Promise<FleetMember[]> {
    const { launches, entries } = this.#ledger;
    return deriveFleet(await launches.ends(), await entries.services());
  }
}

/**
 * Undefined when the annotations do not say where to look, and when another entity was launched under
 * the name: whoever may write a catalog file must not come to the wiring of a namesake by it.
 */
function wiredMember(
  { applications, pipelines, entityRef, service }: ServiceWiring,
  launched: readonly FleetMember[],
): FleetMember | undefined {
  const isWired = applications.kind === 'wired' || pipelines.kind === 'wired';
  return isWired && !launched.some(one => one.service === service)
    ? { entityRef, service, isLaunched: false }
    : undefined;
}
