import { parseAllDocuments } from 'yaml';
import { CiConfigError } from './parseCiConfig.ts';

/**
 * The local files that a configuration includes. Anything else would have to be fetched from
 * outside the sandbox, which it does not do: that is told as a problem.
 */
export function readLocalIncludes(text: string): string[] {
  const locals: string[] = [];
  const problems: string[] = [];
  for (const document of parseAllDocuments(text)) {
    if (document.errors.length > 0) {
      const [message] = document.errors[0].message.split('\n');
      throw new CiConfigError([`Invalid configuration format: ${message}`]);
    }
    const content: unknown = document.toJS();
    if (content === null || typeof content !== 'object') {
      throw new CiConfigError(['Invalid configuration format']);
    }
    const include = (content as { include?: unknown }).include;
    const entries = Array.isArray(include) ? include : [include];
    for (const entry of entries.filter(one => one !== undefined)) {
      const local = typeof entry === 'string' ? entry : entry?.local;
      if (entry?.rules !== undefined) {
        problems.push(
          `Included file \`${local}\` has rules, which the sandbox does not decide for includes`,
        );
      }
      if (typeof local === 'string' && !/^https?:/.test(local)) {
        locals.push(local.replace(/^\//, ''));
      } else {
        problems.push(
          `Included file ${JSON.stringify(
            entry,
          )} is not local: the sandbox includes files of the same repository only`,
        );
      }
    }
  }
  if (problems.length > 0) {
    throw new CiConfigError(problems);
  }
  return locals;
}
