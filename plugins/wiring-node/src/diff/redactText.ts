/** What stands for a value that nobody is to see. */
export const hidden = '‹hidden›';

const secretWord =
  'password|passwd|passphrase|secret|token|api[-_]?key|private[-_]?key|access[-_]?key|credentials?';

const secretNamePattern = new RegExp(`(${secretWord})$`, 'i');

/** Whether what has this name is likely to be a secret: `DB_PASSWORD`, `clientSecret`. */
export function isSecretName(name: string): boolean {
  return secretNamePattern.test(name);
}

/** Words that are values of such names and say nothing, as in `id-token: write`. */
const harmless = /^(true|false|null|none|read|write|yes|no|~|\d{1,4})$/i;

/** A reference to a value that is elsewhere. */
const reference = /^["']?(\$|\{\{|%\{|<)/;

const privateKeys =
  /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY-----|$)/g;

const tokens = [
  /\bgl[a-z]{2,6}-[\w.-]{8,}/g,
  /\bGR1348941[\w-]{8,}/g,
  /\bgh[a-z]_\w{8,}/g,
  /\bgithub_pat_\w{8,}/g,
  /\bxox[a-z]-[\w-]{8,}/g,
  /\bAKIA[0-9A-Z]{16}\b/g,
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g,
];

const userInfo = /([a-z][a-z0-9+.-]*:\/\/)([^\s/@:"']*):([^\s/@"']+)@/gi;
const authorization =
  /(authorization["']?\s*[:=]\s*["']?\w+\s+)([^\s"']{6,})/gi;

/** Any value in files of settings; in others, such as programs, only what is quoted. */
const settings =
  /(^|\/)\.env[^/]*$|\.(ya?ml|json|env|properties|ini|toml|cfg|conf|tfvars)$/i;
const settingLine = new RegExp(
  `^([ \\t]*(?:-[ \\t]+|export[ \\t]+)?["']?[\\w.-]*(?:${secretWord})["']?[ \\t]*[:=][ \\t]*)("[^"\\n]*"|'[^'\\n]*'|[^\\s#,][^\\n,]*)`,
  'gim',
);
const quotedLiteral = new RegExp(
  `([\\w.-]*(?:${secretWord})["']?\\]?[ \\t]*[:=]{1,2}[ \\t]*)("[^"\\n]+"|'[^'\\n]+')`,
  'gi',
);

/**
 * A text without what is a secret, or looks like one.
 *
 * @public
 */
export function redactText(
  text: string,
  options: {
    /** Of the file; without it only tokens, keys and credentials in addresses are looked for. */
    path?: string;
    /** Values that are known to be secret. */
    secrets?: readonly string[];
  } = {},
): string {
  const { path, secrets = [] } = options;
  let safe = text;
  for (const form of secrets.flatMap(formsOf)) {
    safe = safe.split(form).join(hidden);
  }
  safe = safe
    .replace(privateKeys, hidden)
    .replace(userInfo, (whole, scheme, _user, word) =>
      reference.test(word) ? whole : `${scheme}${hidden}@`,
    )
    .replace(authorization, (whole, start, word) =>
      reference.test(word) ? whole : `${start}${hidden}`,
    );
  for (const token of tokens) {
    safe = safe.replace(token, hidden);
  }
  if (path === undefined) {
    return safe;
  }
  const hide = (whole: string, start: string, value: string) => {
    const bare = value.trim().replace(/^["']|["']$/g, '');
    return bare === '' || harmless.test(bare) || reference.test(bare)
      ? whole
      : `${start}${hidden}`;
  };
  return settings.test(path)
    ? hideSecretManifests(safe).replace(settingLine, hide)
    : safe.replace(quotedLiteral, hide);
}

/** What is under `data` and `stringData` of the Secrets in a stream of YAML. */
function hideSecretManifests(text: string): string {
  return text
    .split(/^(?=---)/m)
    .map(document =>
      /^kind:\s*["']?Secret["']?\s*$/m.test(document)
        ? hideData(document)
        : document,
    )
    .join('');
}

function hideData(document: string): string {
  let inside = false;
  let depth: number | undefined;
  return document
    .split('\n')
    .flatMap(line => {
      const top = /^(\S[^:]*):(.*)$/.exec(line);
      if (top) {
        inside = /^["']?(data|stringData)["']?$/.test(top[1]);
        depth = undefined;
        return inside && top[2].trim() ? [`${top[1]}: ${hidden}`] : [line];
      }
      const entry = /^(\s+)([^:]+):/.exec(line);
      if (!inside || line.trim() === '') {
        return [line];
      }
      if (entry && (depth === undefined || entry[1].length <= depth)) {
        depth = entry[1].length;
        return [`${entry[1]}${entry[2]}: ${hidden}`];
      }
      // More of a value that goes over several lines.
      return [];
    })
    .join('\n');
}

/** A shorter one would be found in half of all words. */
const shortest = 6;

function formsOf(secret: string): string[] {
  return secret.length < shortest
    ? []
    : [
        secret,
        Buffer.from(secret).toString('base64').replace(/=+$/, ''),
        encodeURIComponent(secret),
      ];
}
