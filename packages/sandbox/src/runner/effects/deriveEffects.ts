import { expandText } from '../variables/expandVariables.ts';
import { splitCommands } from './splitCommands.ts';

/** What a job does to the world outside of it, read off its script. */
export type JobEffect =
  /** An image appears in a registry. */
  | { kind: 'push-image'; reference: string }
  /** A script of the repository is run as it is: it is one that is known to be harmless. */
  | { kind: 'run-script'; path: string; args: string[] }
  /** A tag is written into a kustomization of another repository and pushed. */
  | { kind: 'commit-tag'; repository: string; file: string; tag: string };

/** Scripts that only talk to the forge, with what their variables give them. */
const runnableScripts = ['ci/update-gitops.sh'];

function runnable(words: string[]): JobEffect | undefined {
  const [first, ...rest] = /^(sh|bash)$/.test(words[0])
    ? words.slice(1)
    : words;
  const path = first?.replace(/^\.\//, '');
  return path && runnableScripts.includes(path)
    ? { kind: 'run-script', path, args: rest }
    : undefined;
}

/** The values of an option, given as `--name value` or `--name=value`. */
function options(words: string[], ...names: string[]): string[] {
  return words.flatMap((word, index) => {
    const name = names.find(one => word === one || word.startsWith(`${one}=`));
    if (!name) {
      return [];
    }
    const value =
      word === name ? words[index + 1] : word.slice(name.length + 1);
    return value ? [value] : [];
  });
}

function firstOperand(words: string[]): string | undefined {
  return words.find(word => !word.startsWith('-'));
}

/** The images that a command pushes; `tags` remembers what `docker tag` has named. */
export function pushedImages(
  words: string[],
  tags: Map<string, string>,
): string[] {
  const [program, ...args] = words;
  const name = program.split('/').at(-1);
  if (name === 'executor' && program.includes('kaniko')) {
    return options(args, '--destination', '-d');
  }
  if (name === 'docker' || name === 'podman' || name === 'buildah') {
    const [verb, ...rest] = args;
    if (verb === 'tag') {
      tags.set(rest[1], rest[0]);
      return [];
    }
    if (verb === 'push') {
      const operands = rest.filter(word => !word.startsWith('-'));
      // `buildah push <image> docker://<destination>` names where it goes.
      const image = operands.at(-1)?.replace(/^docker:\/\//, '');
      return image ? [image] : [];
    }
    const isBuild =
      verb === 'build' ||
      verb === 'bud' ||
      (verb === 'buildx' && rest[0] === 'build');
    if (isBuild && rest.some(word => /^--push(=true)?$/.test(word))) {
      return options(rest, '--tag', '-t');
    }
  }
  return [];
}

/** `git clone <url> [folder]` */
function clonedRepository(words: string[]): string | undefined {
  const [program, ...args] = words;
  const at = args.indexOf('clone');
  return program === 'git' && at >= 0
    ? firstOperand(args.slice(at + 1))
    : undefined;
}

// `sed -i "s/newTag: .*/newTag: 1.2/" <file>`, `yq -i '.images[0].newTag = "1.2"' <file>`
function editedTag(words: string[]): { file: string; tag: string } | undefined {
  const [program, ...args] = words;
  const file = args.at(-1);
  const text = args.find(word => word.includes('newTag'));
  if (!file || !text || !/kustomization\.ya?ml$/.test(file)) {
    return undefined;
  }
  const pattern =
    program === 'sed'
      ? /newTag:\s*[^/|#,]*[/|#,].*newTag:\s*["']?([\w.-]+)/
      : program === 'yq'
      ? /newTag\s*=\s*["']?([\w.-]+)/
      : undefined;
  const tag = pattern?.exec(text)?.[1];
  return tag ? { file, tag } : undefined;
}

/**
 * Decides what a job does, by its script with the variables filled in. Effects stand in the order
 * in which the script reaches them.
 */
export function deriveEffects(
  script: string[],
  variables: Record<string, string>,
): JobEffect[] {
  const commands = script.flatMap(line =>
    splitCommands(expandText(line, variables)),
  );
  const scripts = commands.map(runnable);
  if (scripts.length > 0 && scripts.every(one => one !== undefined)) {
    return scripts;
  }
  const tags = new Map<string, string>();
  const effects: JobEffect[] = [];
  let repository: string | undefined;
  let edit: { file: string; tag: string } | undefined;
  let folder = '';
  for (const words of commands) {
    for (const reference of pushedImages(words, tags)) {
      effects.push({ kind: 'push-image', reference });
    }
    const cloned = clonedRepository(words);
    if (cloned) {
      repository = cloned;
      folder = firstOperand(words.slice(words.indexOf(cloned) + 1)) ?? '';
    }
    edit = editedTag(words) ?? edit;
    const isPush = words[0] === 'git' && words.includes('push');
    if (isPush && repository && edit) {
      const file =
        folder && edit.file.startsWith(`${folder}/`)
          ? edit.file.slice(folder.length + 1)
          : edit.file;
      effects.push({ kind: 'commit-tag', repository, file, tag: edit.tag });
      edit = undefined;
    }
  }
  return effects;
}
