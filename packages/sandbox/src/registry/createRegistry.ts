import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Clock } from '../world/Clock.ts';
import type { Storage } from '../world/Storage.ts';
import type { HttpHandler, RegistryAuthorizer } from '../world/seams.ts';
import { BlobStore } from './BlobStore.ts';
import { RegistryContents } from './RegistryContents.ts';
import { RegistryError } from './RegistryError.ts';
import { json } from './RegistryRequest.ts';
import type { RegistryAnswer } from './RegistryRequest.ts';
import { createImagePusher } from './createImagePusher.ts';
import type { ImagePusher } from './createImagePusher.ts';
import { createPullCheck } from './createPullCheck.ts';
import type { PullAnswer } from './createPullCheck.ts';
import { createRegistryApi } from './createRegistryApi.ts';
import { createTokenEndpoint } from './createTokenEndpoint.ts';
import { createTokenService } from './createTokenService.ts';
import { createSecretSigner } from './registryToken.ts';
import { openRegistryRecords } from './registryRecords.ts';

export interface RegistryOptions {
  storage: Storage;
  /** Where the blobs are kept; without it a temporary folder that goes with `close()`. */
  folder?: string;
  authorizer: RegistryAuthorizer;
  /** Signs the registry's tokens. */
  tokenSecret: string;
  /** The URL of `/jwt/auth`, as clients reach it. */
  realm: () => string;
  /** The host in this registry's image names, such as `127.0.0.1:8929`. */
  host: () => string;
  clock: Clock;
  log: (message: string) => void;
}

export interface Registry {
  /** Answers `/v2/` and `/jwt/auth`. */
  handle: HttpHandler;
  canPull(
    image: string,
    credentials?: { username: string; password: string },
  ): Promise<PullAnswer>;
  pushSimulatedImage: ImagePusher;
  /** What is in it, for the forge's own pages; asks nobody for permission. */
  contents: RegistryContents;
  close(): Promise<void>;
}

export function createRegistry(options: RegistryOptions): Registry {
  const { authorizer, tokenSecret, clock, host } = options;
  const contents = new RegistryContents(
    openRegistryRecords(options.storage),
    new BlobStore(options.folder),
    clock,
  );
  const tokens = createTokenService({
    authorizer,
    signer: createSecretSigner(tokenSecret),
    clock,
  });
  const api = createRegistryApi({ ...options, contents });
  const tokenEndpoint = createTokenEndpoint(tokens);

  return {
    contents,
    canPull: createPullCheck({ contents, authorizer, host }),
    pushSimulatedImage: createImagePusher({
      contents,
      tokens,
      tokenSecret,
      clock,
    }),
    async handle(request, response) {
      const path = (request.url ?? '').split('?')[0];
      const isApi = path === '/v2' || path.startsWith('/v2/');
      if (!isApi && path !== '/jwt/auth') {
        return false;
      }
      const answer = await answerOrError(
        request,
        isApi ? api : tokenEndpoint,
        error =>
          options.log(`${request.method} ${path} failed: ${error.stack}`),
      );
      if (isApi) {
        response.setHeader('Docker-Distribution-Api-Version', 'registry/2.0');
      }
      await send(response, answer);
      return true;
    },
    close: () => contents.blobs.close(),
  };
}

async function answerOrError(
  request: IncomingMessage,
  answer: (request: IncomingMessage) => Promise<RegistryAnswer>,
  onFailure: (error: Error) => void,
): Promise<RegistryAnswer> {
  try {
    return await answer(request);
  } catch (error) {
    // What was not read of the body would be taken for the next request.
    request.resume();
    if (error instanceof RegistryError) {
      return json(error.status, error.body(), error.headers);
    }
    onFailure(error as Error);
    return json(500, {
      errors: [{ code: 'UNKNOWN', message: 'unknown error', detail: null }],
    });
  }
}

async function send(
  response: ServerResponse,
  answer: RegistryAnswer,
): Promise<void> {
  response.writeHead(answer.status, answer.headers);
  if (answer.body instanceof Readable) {
    await pipeline(answer.body, response);
    return;
  }
  response.end(answer.body);
}
