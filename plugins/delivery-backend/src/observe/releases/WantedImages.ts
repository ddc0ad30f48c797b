import { LoggerService } from '@backstage/backend-plugin-api';
import { Release } from '@slipway/plugin-delivery-common';
import { RepositoryReader } from '@slipway/plugin-delivery-node';
import { ApplicationFacts, ApplicationSource } from '../parse';
import { parseHelmImages } from './parseHelmImages';
import { parseKustomizationImages } from './parseKustomizationImages';
import { valueFilePaths } from './valueFilePaths';

const fileNames = [
  'kustomization.yaml',
  'kustomization.yml',
  'Kustomization',
] as const;
const longestReadMs = 4_000;
const failureKeptMs = 15_000;
const entries = 2_000;

interface Entry {
  images: Promise<Release[] | undefined>;
  /** A failed read is tried again after this; what a commit says never changes. */
  until?: number;
}

/**
 * What git asks for: the images of an Application's kustomization, or of its chart's values, at the
 * revision that is compared.
 */
export class WantedImages {
  readonly #readers: RepositoryReader[];
  readonly #logger: LoggerService;
  readonly #now: () => Date;
  readonly #cache = new Map<string, Entry>();

  constructor(options: {
    readers: RepositoryReader[];
    logger: LoggerService;
    now: () => Date;
  }) {
    this.#readers = options.readers;
    this.#logger = options.logger;
    this.#now = options.now;
  }

  /** Undefined while that is not known. */
  async of(application: ApplicationFacts): Promise<Release[] | undefined> {
    const [source, ...others] = application.sources;
    const { revision } = application.sync;
    const reader =
      source &&
      this.#readers.find(candidate => candidate.serves(source.repoURL));
    // With several sources the one revision is not that of each.
    if (
      !reader ||
      !revision ||
      source.path === undefined ||
      others.length > 0
    ) {
      return undefined;
    }
    const { repoURL, path, valueFiles } = source;
    const key = JSON.stringify([repoURL, path, valueFiles, revision]);
    const now = this.#now().getTime();
    let entry = this.#cache.get(key);
    if (!entry || (entry.until !== undefined && entry.until <= now)) {
      entry = this.#read(reader, source, revision);
      this.#cache.delete(key);
      this.#cache.set(key, entry);
      this.#trim();
    }
    return await entry.images;
  }

  /** The page of a commit of the repository of an Application. */
  commitUrl(application: ApplicationFacts, sha: string): string | undefined {
    const repoURL = application.sources[0]?.repoURL;
    return (
      repoURL &&
      this.#readers
        .find(reader => reader.serves(repoURL))
        ?.commitUrl(repoURL, sha)
    );
  }

  #read(
    reader: RepositoryReader,
    source: ApplicationSource,
    revision: string,
  ): Entry {
    const entry: Entry = { images: Promise.resolve(undefined) };
    entry.images = this.#images(reader, source, revision).catch(
      (error: Error) => {
        entry.until = this.#now().getTime() + failureKeptMs;
        this.#logger.warn(
          `What git asks for at ${revision} cannot be read: ${error.message}`,
        );
        return undefined;
      },
    );
    return entry;
  }

  async #images(
    reader: RepositoryReader,
    source: ApplicationSource,
    revision: string,
  ): Promise<Release[] | undefined> {
    const { repoURL, path = '', valueFiles } = source;
    const signal = AbortSignal.timeout(longestReadMs);
    const folder = path.replace(/^\.?\/*|\/+$/g, '');
    const read = (file: string) =>
      reader.readFile({ repoURL, path: file, revision, signal });
    const images = valueFiles
      ? await readChart(valueFilePaths(folder, valueFiles), read)
      : await readKustomization(folder, read);
    const url = reader.commitUrl(repoURL, revision);
    return images?.map(image => ({ ...image, gitops: { sha: revision, url } }));
  }

  #trim(): void {
    while (this.#cache.size > entries) {
      const [oldest] = this.#cache.keys();
      this.#cache.delete(oldest);
    }
  }
}

type Read = (file: string) => Promise<string | undefined>;

async function readKustomization(
  folder: string,
  read: Read,
): Promise<Release[] | undefined> {
  for (const name of fileNames) {
    const text = await read(folder ? `${folder}/${name}` : name);
    if (text !== undefined) {
      return parseKustomizationImages(text);
    }
  }
  return undefined;
}

/** Undefined where a file is of another repository. */
async function readChart(
  paths: string[] | undefined,
  read: Read,
): Promise<Release[] | undefined> {
  if (!paths) {
    return undefined;
  }
  const texts = await Promise.all(paths.map(read));
  return parseHelmImages(texts.flatMap(text => text ?? []));
}
