import type { IncomingMessage } from 'node:http';
import type { Clock } from '../world/Clock.ts';
import type { RegistryContents } from './RegistryContents.ts';
import { RegistryError } from './RegistryError.ts';
import { json } from './RegistryRequest.ts';
import type { RegistryAnswer } from './RegistryRequest.ts';
import { UploadSessions } from './UploadSessions.ts';
import { deriveNeededAccess } from './deriveNeededAccess.ts';
import { handleBlob } from './handleBlob.ts';
import { handleManifest } from './handleManifest.ts';
import { handleTags } from './handleTags.ts';
import { handleUpload } from './handleUpload.ts';
import { matchRegistryPath } from './matchRegistryPath.ts';
import { readRegistryToken, registryService } from './registryToken.ts';
import type { RegistryAccess } from './registryToken.ts';

/** Everything under `/v2/`. */
export function createRegistryApi(options: {
  contents: RegistryContents;
  tokenSecret: string;
  realm: () => string;
  clock: Clock;
}): (request: IncomingMessage) => Promise<RegistryAnswer> {
  const { contents, tokenSecret, realm, clock } = options;
  const uploads = new UploadSessions(contents.blobs);

  function challenge(scope?: string, error?: string): Record<string, string> {
    const parts = [
      `Bearer realm="${realm()}"`,
      `service="${registryService}"`,
      ...(scope ? [`scope="${scope}"`] : []),
      ...(error ? [`error="${error}"`] : []),
    ];
    return { 'www-authenticate': parts.join(',') };
  }

  function authenticate(
    request: IncomingMessage,
    scope?: string,
  ): RegistryAccess[] {
    const bearer = /^Bearer\s+(\S+)$/i.exec(
      request.headers.authorization ?? '',
    );
    if (!bearer) {
      throw new RegistryError('UNAUTHORIZED', { headers: challenge(scope) });
    }
    const options_ = { secret: tokenSecret, now: clock.now() };
    const access = readRegistryToken(bearer[1], options_);
    if (!access) {
      throw new RegistryError('UNAUTHORIZED', {
        headers: challenge(scope, 'invalid_token'),
      });
    }
    return access;
  }

  return async request => {
    const url = new URL(request.url ?? '/', 'http://registry');
    const path = matchRegistryPath(decodeURIComponent(url.pathname));
    if (path.kind === 'base') {
      authenticate(request);
      return json(200, {});
    }
    if (path.kind === 'catalog') {
      const scope = 'registry:catalog:*';
      authenticate(request, scope);
      throw new RegistryError('UNAUTHORIZED', {
        headers: challenge(scope, 'insufficient_scope'),
      });
    }
    if (path.kind === 'unknown') {
      authenticate(request);
      return { status: 404, headers: { 'content-length': 0 } };
    }
    const method = request.method ?? 'GET';
    const needed = deriveNeededAccess(
      method,
      path.repository,
      url.searchParams.get('from'),
    );
    const scope = needed
      .map(({ type, name, actions }) => `${type}:${name}:${actions.join(',')}`)
      .join(' ');
    const access = authenticate(request, scope);
    const lacking = needed.flatMap(({ name, actions }) =>
      actions
        .filter(
          action =>
            !access.some(
              one => one.name === name && one.actions.includes(action),
            ),
        )
        .map(action => ({
          Type: 'repository',
          Class: '',
          Name: name,
          Action: action,
        })),
    );
    if (lacking.length > 0) {
      throw new RegistryError('UNAUTHORIZED', {
        headers: challenge(scope, 'insufficient_scope'),
        detail: lacking,
      });
    }
    const parsed = {
      method,
      repository: path.repository,
      reference: path.kind === 'tags' ? '' : path.reference,
      query: url.searchParams,
      headers: request.headers,
      body: request,
    };
    switch (path.kind) {
      case 'manifest':
        return handleManifest(contents, parsed);
      case 'blob':
        return handleBlob(contents, parsed);
      case 'upload':
        return handleUpload(contents, uploads, parsed);
      case 'tags':
        return handleTags(contents, parsed);
      default:
        return path satisfies never;
    }
  };
}
