import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ChildProcess } from '../../../embedded/src/portal/ChildProcess.ts';
import { RegistryClient } from '../../../sandbox/src/registry/contract/index.ts';
import { createTokenEndpoint } from '../../../sandbox/src/registry/createTokenEndpoint.ts';
import { createTokenService } from '../../../sandbox/src/registry/createTokenService.ts';
import { RegistryError } from '../../../sandbox/src/registry/RegistryError.ts';
import { json } from '../../../sandbox/src/registry/RegistryRequest.ts';
import {
  registryService,
  tokenIssuer,
} from '../../../sandbox/src/registry/registryToken.ts';
import { acmeAuthorizer } from '../../../sandbox/src/registry/testUtils.ts';
import { ScaledClock } from '../../../sandbox/src/world/Clock.ts';
import { buildLab } from '../../src/build/buildLab.ts';
import { freePorts } from '../../src/control-plane/freePorts.ts';
import { isListening } from '../../src/control-plane/readiness.ts';

const keyId = 'lab';

/** The registry of the distribution project, which believes the sandbox's token service. */
export class LabRegistry {
  readonly client: RegistryClient;
  #process: ChildProcess;
  #tokens: Server;
  #folder: string;

  private constructor(options: {
    client: RegistryClient;
    process: ChildProcess;
    tokens: Server;
    folder: string;
  }) {
    this.client = options.client;
    this.#process = options.process;
    this.#tokens = options.tokens;
    this.#folder = options.folder;
  }

  static async start(): Promise<LabRegistry> {
    const binaries = await buildLab();
    const folder = await mkdtemp(join(tmpdir(), 'slipway-registry-'));
    const { privateKey, publicKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
    });
    const tokens = await startTokenServer(privateKey);
    const realm = `http://127.0.0.1:${
      (tokens.address() as AddressInfo).port
    }/jwt/auth`;
    const { port } = await freePorts(['port']);
    await writeConfig({ folder, port, realm, publicKey });
    const process = await ChildProcess.start({
      title: 'registry',
      command: binaries.binary('registry'),
      args: ['serve', join(folder, 'config.yml')],
      cwd: folder,
      env: { ...globalThis.process.env, OTEL_TRACES_EXPORTER: 'none' },
      logFile: join(folder, 'registry.log'),
    });
    const deadline = Date.now() + 30_000;
    while (!(await isListening(port))) {
      if (!process.running || Date.now() > deadline) {
        throw new Error(
          `The registry did not come up. Its log: ${process.logFile}`,
        );
      }
      await delay(50);
    }
    const client = new RegistryClient({
      url: `http://127.0.0.1:${port}`,
      realm,
    });
    return new LabRegistry({ client, process, tokens, folder });
  }

  async stop(): Promise<void> {
    await this.#process.stop();
    this.#tokens.closeAllConnections();
    await new Promise(resolve => this.#tokens.close(resolve));
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** The sandbox's token service with a key pair: the registry takes no shared secret. */
async function startTokenServer(key: KeyObject): Promise<Server> {
  const answer = createTokenEndpoint(
    createTokenService({
      authorizer: acmeAuthorizer,
      signer: {
        header: { alg: 'RS256', typ: 'JWT', kid: keyId },
        sign: text =>
          createSign('RSA-SHA256').update(text).sign(key, 'base64url'),
      },
      clock: new ScaledClock(),
    }),
  );
  const server = createServer((request, response) => {
    answer(request)
      .catch(error => {
        if (error instanceof RegistryError) {
          return json(error.status, error.body(), error.headers);
        }
        throw error;
      })
      .then(
        ({ status, headers, body }) =>
          response.writeHead(status, headers).end(body),
        error => response.destroy(error),
      );
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return server;
}

async function writeConfig(options: {
  folder: string;
  port: number;
  realm: string;
  publicKey: KeyObject;
}): Promise<void> {
  const { folder, port, realm, publicKey } = options;
  const keys = join(folder, 'keys.json');
  const storage = join(folder, 'storage');
  await mkdir(storage);
  await writeFile(
    keys,
    JSON.stringify({
      keys: [{ ...publicKey.export({ format: 'jwk' }), kid: keyId }],
    }),
  );
  // The registry reads JSON where it reads YAML.
  await writeFile(
    join(folder, 'config.yml'),
    JSON.stringify({
      version: 0.1,
      log: { level: 'warn', accesslog: { disabled: true } },
      storage: {
        filesystem: { rootdirectory: storage },
        delete: { enabled: true },
      },
      http: { addr: `127.0.0.1:${port}`, secret: 'of this lab only' },
      auth: {
        token: {
          realm,
          service: registryService,
          issuer: tokenIssuer,
          jwks: keys,
          signingalgorithms: ['RS256'],
        },
      },
    }),
  );
}
