export interface ImageMetadataInput {
  images: string[];
  /** `type=sha,format=short`, one in a line. */
  tags: string[];
  flavor: string[];
  labels: string[];
  ref: string;
  sha: string;
  event: string;
  /** The number of the pull request, where it is one. */
  pullRequest: string;
  defaultBranch: string;
  repository: string;
  serverUrl: string;
  /** When the commit was made. */
  created: string;
}

const defaultTags = [
  'type=schedule',
  'type=ref,event=branch',
  'type=ref,event=tag',
  'type=ref,event=pr',
];

function attributes(line: string): Record<string, string> {
  const parts = line.split(',').map(part => part.trim());
  const named = parts.flatMap(part => {
    const at = part.indexOf('=');
    return at > 0 ? [[part.slice(0, at), part.slice(at + 1)]] : [];
  });
  // A bare value is `type=raw`.
  return named.length > 0
    ? Object.fromEntries(named)
    : { type: 'raw', value: line.trim() };
}

/** The tag that a rule gives for this event; undefined when it gives none. */
function tagOf(
  rule: Record<string, string>,
  input: ImageMetadataInput,
): string | undefined {
  const [, kind, name] =
    /^refs\/(heads|tags|pull)\/(.+)$/.exec(input.ref) ?? [];
  const version = /^v?(\d+)\.(\d+)\.(\d+)(.*)$/.exec(name ?? '');
  switch (rule.type) {
    case 'raw':
      return rule.value;
    case 'sha': {
      const short = rule.format === 'long' ? input.sha : input.sha.slice(0, 7);
      return `${rule.prefix ?? 'sha-'}${short}`;
    }
    case 'ref':
      if (rule.event === 'branch') {
        return kind === 'heads' ? name : undefined;
      }
      if (rule.event === 'tag') {
        return kind === 'tags' ? name : undefined;
      }
      return kind === 'pull' ? `pr-${input.pullRequest}` : undefined;
    case 'semver':
      return kind === 'tags' && version
        ? (rule.pattern ?? '{{version}}')
            .replaceAll(
              '{{version}}',
              version.slice(1, 4).join('.') + version[4],
            )
            .replaceAll('{{raw}}', name)
            .replaceAll('{{major}}', version[1])
            .replaceAll('{{minor}}', version[2])
            .replaceAll('{{patch}}', version[3])
        : undefined;
    default:
      return undefined;
  }
}

function isEnabled(rule: Record<string, string>, input: ImageMetadataInput) {
  const enable = (rule.enable ?? 'true').replaceAll(
    '{{is_default_branch}}',
    String(input.ref === `refs/heads/${input.defaultBranch}`),
  );
  return enable === 'true';
}

/** What `docker/metadata-action` makes of its inputs. */
export function deriveImageMetadata(input: ImageMetadataInput): {
  tags: string[];
  labels: string[];
  version: string;
} {
  const wanted = input.tags.map(line => line.trim()).filter(Boolean);
  const rules = (wanted.length > 0 ? wanted : defaultTags)
    .map(attributes)
    .filter(rule => isEnabled(rule, input));
  const names = rules.flatMap(rule => {
    const tag = tagOf(rule, input);
    return tag
      ? [
          `${rule.type === 'sha' ? '' : rule.prefix ?? ''}${tag}${
            rule.suffix ?? ''
          }`.replace(/[^\w.-]+/g, '-'),
        ]
      : [];
  });
  const latest = input.flavor.some(line => line.trim() === 'latest=true')
    ? true
    : !input.flavor.some(line => line.trim() === 'latest=false') &&
      input.ref.startsWith('refs/tags/') &&
      rules.some(rule => rule.type === 'semver' || rule.event === 'tag');
  const all = [...new Set([...names, ...(latest ? ['latest'] : [])])];
  const version = all[0] ?? '';
  const url = `${input.serverUrl}/${input.repository}`;
  return {
    version,
    tags: input.images.flatMap(image =>
      all.map(tag => `${image.toLowerCase()}:${tag}`),
    ),
    labels: [
      `org.opencontainers.image.created=${input.created}`,
      `org.opencontainers.image.revision=${input.sha}`,
      `org.opencontainers.image.source=${url}`,
      `org.opencontainers.image.title=${input.repository.split('/').at(-1)}`,
      `org.opencontainers.image.url=${url}`,
      `org.opencontainers.image.version=${version}`,
      ...input.labels.map(line => line.trim()).filter(Boolean),
    ],
  };
}
