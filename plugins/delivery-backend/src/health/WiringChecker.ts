import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { WiringCheckInput, WiringReport } from '@slipway/plugin-wiring-node';
import { DeliveryStore } from '../database';
import { LaunchLedger } from '../ledger';
import { redactMessage } from '../observe/parse/redactMessage';
import { DatabaseWiringHealth, longestCheckMs } from './DatabaseWiringHealth';
import { FleetMember } from './deriveFleet';
import { deriveWorsening } from './deriveWorsening';
import { imagesWanted } from './imagesWanted';
import { parseReport } from './parseReport';
import { WiringHands } from './WiringHands';
import { WiringNotifier } from './WiringNotifier';

/** Looks at the wiring of one service, and keeps what it has found. */
export class WiringChecker {
  readonly #options: {
    hands: Pick<WiringHands, 'check'>;
    health: DatabaseWiringHealth;
    ledger: LaunchLedger;
    store: DeliveryStore;
    catalog: CatalogService;
    auth: AuthService;
    notifier: WiringNotifier;
    logger: LoggerService;
    now: () => Date;
  };

  constructor(options: {
    hands: Pick<WiringHands, 'check'>;
    health: DatabaseWiringHealth;
    ledger: LaunchLedger;
    store: DeliveryStore;
    catalog: CatalogService;
    auth: AuthService;
    notifier: WiringNotifier;
    logger: LoggerService;
    now: () => Date;
  }) {
    this.#options = options;
  }

  /** Does not reject for what goes wrong with the look; false when it is not the time for one. */
  async check(member: FleetMember, signal: AbortSignal): Promise<boolean> {
    const { health, notifier, now } = this.#options;
    const { entityRef } = member;
    if (
      (await this.#isChanging(entityRef)) ||
      !(await health.begin(entityRef, now()))
    ) {
      return false;
    }
    await notifier.changed(entityRef);
    try {
      await this.#look(member, signal);
    } finally {
      await notifier.changed(entityRef);
    }
    return true;
  }

  async #look(member: FleetMember, signal: AbortSignal): Promise<void> {
    const { health, now } = this.#options;
    const { entityRef } = member;
    const tooLong = AbortSignal.timeout(longestCheckMs);
    try {
      const report = await this.#ask(
        member,
        AbortSignal.any([signal, tooLong]),
      );
      if (signal.aborted || (await this.#isChanging(entityRef))) {
        // What was seen in the middle of a launch says nothing about what it leaves.
        await health.abandon(entityRef, now());
        return;
      }
      await this.#keep(member, report);
    } catch (error) {
      if (signal.aborted) {
        await health.abandon(entityRef, now());
        return;
      }
      await this.#fail(
        member,
        tooLong.aborted
          ? `There was no end to it within ${longestCheckMs / 1000} s`
          : toError(error).message,
      );
    }
  }

  async #ask(member: FleetMember, signal: AbortSignal): Promise<WiringReport> {
    const { hands, ledger, store, logger } = this.#options;
    const { entityRef, service } = member;
    const [entries, stored, annotations] = await Promise.all([
      ledger.entriesOf(entityRef),
      store.get(entityRef),
      this.#annotations(entityRef),
    ]);
    const input: WiringCheckInput = {
      service,
      entityRef,
      entries: entries.filter(({ status }) => status !== 'taken-back'),
      images: imagesWanted(stored?.environments),
      annotations,
    };
    return hands.check({ logger: logger.child({ service }), signal }, input);
  }

  async #annotations(
    entityRef: string,
  ): Promise<Record<string, string> | undefined> {
    const { catalog, auth } = this.#options;
    const entity = await catalog.getEntityByRef(entityRef, {
      credentials: await auth.getOwnServiceCredentials(),
    });
    return entity && { ...entity.metadata.annotations };
  }

  async #keep(member: FleetMember, seen: WiringReport): Promise<void> {
    const { health, logger, now } = this.#options;
    const { entityRef, service } = member;
    const before = (await health.get(entityRef))?.report;
    const { report, unreadable } = parseReport(seen);
    if (unreadable > 0) {
      logger.warn(
        `${unreadable} of what was found of the wiring of ${service} cannot be read and is left out`,
      );
    }
    await health.succeed(entityRef, report, now());
    const worse = deriveWorsening(before, report);
    if (worse.length > 0) {
      logger.warn(
        `The wiring of ${service} (${entityRef}) has got worse: ${worse.join(
          ', ',
        )}`,
      );
    }
  }

  async #fail(member: FleetMember, message: string): Promise<void> {
    const { health, logger } = this.#options;
    const reason = redactMessage(message);
    const before = await health.get(member.entityRef);
    await health.fail(member.entityRef, reason);
    // Once for each outage.
    if (!before?.failures) {
      logger.warn(
        `The wiring of ${member.service} could not be looked at: ${reason}`,
      );
    }
  }

  async #isChanging(entityRef: string): Promise<boolean> {
    return this.#options.ledger.isHeld(entityRef);
  }
}
