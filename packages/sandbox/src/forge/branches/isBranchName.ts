/** Control characters, spaces and what git gives a meaning of its own. */
const notInNames = /[\p{Cc} ~^:?*[\\]|\.\.|@\{|\/\/|^\/|\/$|\.$/u;

/** The rules of `git check-ref-format`, for the part after `refs/heads/`. */
export function isBranchName(name: string): boolean {
  return (
    name !== '' &&
    name !== 'HEAD' &&
    name !== '@' &&
    !name.startsWith('-') &&
    !name.startsWith('refs/') &&
    !notInNames.test(name) &&
    name
      .split('/')
      .every(part => !part.startsWith('.') && !part.endsWith('.lock'))
  );
}
