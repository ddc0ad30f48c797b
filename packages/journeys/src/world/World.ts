import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import {
  buildApp,
  EmbeddedPortal,
  PortalClient,
  workFolder,
  type Role,
} from '../../../embedded/src/index.ts';
import { LabPortal, type Lab } from '../../../lab/src/index.ts';
import { launchBrowser } from '../browser/launchBrowser.ts';
import { RegistryDesk } from './RegistryDesk.ts';
import { Repositories } from './Repositories.ts';
import { Stops } from './Stops.ts';
import { Traffic } from './Traffic.ts';
import { type Look, looks, Views } from './Views.ts';

/** A value that is in every credential, so that one search finds any of them. */
export const canary = `canary${randomBytes(6).toString('hex')}`;

/** The portal, a browser, and people who sign in. */
export class World {
  readonly portal: EmbeddedPortal;
  /** The real control plane, when the journeys are walked on it. */
  readonly lab: Lab | undefined;
  readonly stops: Stops;
  readonly traffic = new Traffic();
  readonly repositories: Repositories;
  readonly registry: RegistryDesk;
  readonly complaints: string[] = [];
  #browser: Browser;
  #contexts: BrowserContext[] = [];
  #ground: EmbeddedPortal | LabPortal;
  #stopped = false;

  private constructor(
    ground: EmbeddedPortal | LabPortal,
    browser: Browser,
    token: string,
  ) {
    const isLab = ground instanceof LabPortal;
    const portal = isLab ? ground.portal : ground;
    this.#ground = ground;
    this.portal = portal;
    this.lab = isLab ? ground.lab : undefined;
    this.stops = new Stops(isLab ? 'lab-journeys' : 'journeys');
    this.#browser = browser;
    this.repositories = new Repositories(portal.sandboxUrl, token);
    this.registry = new RegistryDesk(portal.sandboxUrl, token);
  }

  /** @param options.onLab - on the real Kubernetes API, Argo CD and Argo Rollouts */
  static async start(options: { onLab: boolean }): Promise<World> {
    await buildApp();
    const credentials = {
      forgeToken: `glpat-${canary}-forge`,
      clusterToken: `${canary}-cluster-token`,
      webhookSecret: `${canary}-webhook-secret`,
      githubToken: `ghp_${canary}github`,
      githubPullToken: `ghp_${canary}pull`,
    };
    const given = { credentials, tokenMarker: canary };
    const ground = options.onLab
      ? await LabPortal.start({
          ...given,
          folder: join(workFolder, 'lab-journeys'),
        })
      : await EmbeddedPortal.start({
          ...given,
          folder: join(workFolder, 'journeys'),
          fresh: true,
        });
    const browser = await launchBrowser();
    const world = new World(ground, browser, credentials.forgeToken);
    await world.stops.prepare();
    return world;
  }

  /** A page of the portal, in every look, each in a browser of its own with a person signed in. */
  async open(role: Role, path: string): Promise<Views> {
    const pages = await Promise.all(
      looks.map(look => this.#signIn(role, path, look)),
    );
    return new Views(pages, this.stops);
  }

  async #signIn(role: Role, path: string, look: Look): Promise<Page> {
    const context = await this.#browser.newContext({
      baseURL: this.portal.url,
      viewport: { width: look.width, height: 900 },
      reducedMotion: 'reduce',
    });
    this.#contexts.push(context);
    this.traffic.record(context);
    await context.addInitScript(
      theme => window.localStorage.setItem('theme', theme),
      look.theme,
    );
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    page.on('pageerror', error => this.complaints.push(error.message));
    await page.goto(path);
    await page.getByRole('button', { name: buttonOf[role] }).click();
    return page;
  }

  client(role: Role): PortalClient {
    return new PortalClient(this.portal.url, role);
  }

  /** Keeps what every open page shows, for whoever looks for what went wrong. */
  async keepAll(name: string): Promise<void> {
    for (const page of this.#contexts.flatMap(context => context.pages())) {
      await page.screenshot({
        path: join(this.stops.folder, `${this.stops.next(name)}.png`),
        fullPage: true,
      });
    }
  }

  /** Ends browser and portal; what they have written stays to be searched. */
  async stop(): Promise<void> {
    if (this.#stopped) {
      return;
    }
    this.#stopped = true;
    await this.traffic.settle();
    for (const context of this.#contexts) {
      await context.close();
    }
    await this.#browser.close();
    await this.#ground.stop();
  }
}

const buttonOf: Record<Role, string> = {
  developer: 'Enter as Developer',
  viewer: 'Enter as Viewer',
  'platform-owner': 'Enter as Platform owner',
};
