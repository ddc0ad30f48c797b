import { posix } from 'node:path';
import { parse } from 'yaml';

const names = /(^|\/)(kustomization\.ya?ml|Kustomization)$/;

/** Lists of files and folders; an entry that is not there is taken for an address. */
const lists = ['resources', 'bases', 'components', 'crds', 'configurations'];
/** The same, where an entry may also be a manifest itself. */
const mixedLists = ['generators', 'transformers', 'validators'];
/** Under these a text is a text. */
const free = new Set([
  'commonAnnotations',
  'commonLabels',
  'labels',
  'annotations',
  'literals',
  'images',
  'patch',
  'value',
]);

/**
 * What in the kustomizations of a repository is elsewhere, in words; undefined when all of it is in the
 * repository. Kustomize would fetch it, and the portal is not to be sent anywhere by a template.
 */
export function refusesRemote(
  files: ReadonlyMap<string, Buffer>,
): string | undefined {
  const paths = [...files.keys()];
  const isThere = (path: string) =>
    path === '.' ||
    paths.some(file => file === path || file.startsWith(`${path}/`));
  for (const [path, content] of files) {
    if (names.test(path)) {
      const document: unknown = parse(content.toString('utf8'));
      const missing = entriesOf(document).find(
        entry =>
          !isThere(
            posix
              .normalize(posix.join(posix.dirname(path), entry))
              .replace(/\/$/, ''),
          ),
      );
      const address = missing ?? addressIn(document);
      if (address !== undefined) {
        return `${path} names ${address}, which is not in the repository`;
      }
    }
  }
  return undefined;
}

function entriesOf(document: unknown): string[] {
  const fields = (document ?? {}) as Record<string, unknown>;
  const texts = (key: string) => {
    const list = fields[key];
    return (Array.isArray(list) ? list : []).filter(
      (one): one is string => typeof one === 'string',
    );
  };
  return [
    ...lists.flatMap(texts),
    ...mixedLists.flatMap(texts).filter(text => !text.includes('\n')),
  ];
}

function addressIn(value: unknown): string | undefined {
  if (typeof value === 'string') {
    return value.includes('://') && !value.includes('\n') ? value : undefined;
  }
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  for (const [key, inner] of Object.entries(value)) {
    const found = free.has(key) ? undefined : addressIn(inner);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}
