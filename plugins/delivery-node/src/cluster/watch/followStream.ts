import { ServiceUnavailableError } from '@backstage/errors';
import { ResourceKind, WatchEvent } from '../ClusterClient';
import {
  ClusterTransport,
  collectionPath,
  describePlace,
  GoneError,
} from '../http';
import { parseWatchLine } from './parseWatchLine';
import { readLines } from './readLines';

/** The API ends each watch after this long; the next one goes on where it ended. */
const lengthSeconds = 300;
/** The API sends a bookmark about once a minute; silence for longer is a dead connection. */
const longestSilenceMs = 150_000;

/**
 * One connection of a watch, until the server ends it. Throws {@link GoneError} when the version
 * that it starts from is too old, and other errors when the API says so or cannot be reached.
 */
export async function followStream(
  transport: ClusterTransport,
  resource: ResourceKind,
  options: {
    namespace?: string;
    labelSelector?: string;
    resourceVersion: string;
    signal: AbortSignal;
    onUp: () => void;
    onEvent: (event: WatchEvent) => void;
  },
): Promise<{ resourceVersion: string; heardAnything: boolean }> {
  const { namespace, labelSelector, onEvent } = options;
  const place = describePlace({ resource, namespace });
  const silence = new AbortController();
  const response = await transport.stream({
    method: 'GET',
    path: collectionPath(resource, namespace),
    query: {
      watch: 'true',
      allowWatchBookmarks: 'true',
      timeoutSeconds: String(lengthSeconds),
      resourceVersion: options.resourceVersion,
      labelSelector,
    },
    place,
    signal: AbortSignal.any([options.signal, silence.signal]),
  });
  options.onUp();

  let { resourceVersion } = options;
  let heardAnything = false;
  let timer = setTimeout(() => silence.abort(), longestSilenceMs);
  try {
    for await (const text of readLines(response)) {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), longestSilenceMs);
      heardAnything = true;
      const line = parseWatchLine(text, resource);
      switch (line.kind) {
        case 'changed':
        case 'deleted':
          resourceVersion =
            line.object.metadata.resourceVersion ?? resourceVersion;
          onEvent(line);
          break;
        case 'bookmark':
          resourceVersion = line.resourceVersion;
          onEvent({ kind: 'alive' });
          break;
        case 'gone':
          throw new GoneError(`The watch of ${place} has to start anew`);
        case 'error':
          throw new ServiceUnavailableError(
            `The watch of ${place} ended with ${line.code}: ${line.message}`,
          );
        case 'unreadable':
          break;
        default:
          throw new Error(`Unknown line: ${line satisfies never}`);
      }
    }
  } catch (error) {
    if (!isDropped(error)) {
      throw error;
    }
    // A connection that breaks is not yet an outage: the next one tells.
  } finally {
    clearTimeout(timer);
    response.destroy();
  }
  return { resourceVersion, heardAnything };
}

function isDropped(error: unknown): boolean {
  const { code, name } = error as NodeJS.ErrnoException;
  return (
    name === 'AbortError' ||
    code === 'ECONNRESET' ||
    code === 'ERR_STREAM_PREMATURE_CLOSE'
  );
}
