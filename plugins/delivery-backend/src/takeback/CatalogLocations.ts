import { AuthService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { CatalogEraser } from '@slipway/plugin-wiring-node';

/** The catalog, told as the portal itself that a service is no more. */
export class CatalogLocations implements CatalogEraser {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;

  constructor(options: { catalog: CatalogService; auth: AuthService }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
  }

  async hasLocation(url: string): Promise<boolean> {
    return (await this.#find(url)) !== undefined;
  }

  async forget(url: string, entityRef: string): Promise<void> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    const location = await this.#find(url);
    if (location) {
      await this.#catalog.removeLocationById(location.id, { credentials });
    }
    // What has lost its location would stay as an orphan until the catalog looks again.
    const entity = await this.#catalog.getEntityByRef(entityRef, {
      credentials,
    });
    const origin = `url:${url}`;
    const { uid, annotations = {} } = entity?.metadata ?? {};
    if (
      uid &&
      annotations['backstage.io/managed-by-origin-location'] === origin
    ) {
      await this.#catalog.removeEntityByUid(uid, { credentials });
    }
  }

  async #find(url: string) {
    const credentials = await this.#auth.getOwnServiceCredentials();
    return this.#catalog.getLocationByRef(`url:${url}`, { credentials });
  }
}
