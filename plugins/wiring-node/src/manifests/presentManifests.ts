import { presentDiff } from '../diff';
import { ComparedManifest } from './compareManifests';
import { ManifestsPreview } from './previewManifests';

const words: Record<ComparedManifest['change'], string> = {
  created: 'would create',
  updated: 'would change',
  unchanged: 'unchanged',
  'left over': 'left over',
  'not known': 'may not be read',
};

const kinds = Object.keys(words) as Array<ComparedManifest['change']>;

/** The rest of a long manifest is in the file of the environment. */
const linesOfOne = 80;

/**
 * What Argo CD would do in one environment, as lines for a log; first the sum of it.
 *
 * @public
 */
export function presentManifests(preview: ManifestsPreview): string[] {
  const { environment } = preview;
  switch (preview.kind) {
    case 'not-rendered':
      return [
        `The manifests of ${environment} are not rendered: ${preview.why}`,
      ];
    case 'rendered': {
      const { compared } = preview;
      const sums = kinds
        .map(kind => ({
          kind,
          count: compared.filter(({ change }) => change === kind).length,
        }))
        .filter(({ count }) => count > 0)
        .map(({ kind, count }) => `${count} ${words[kind]}`);
      return [
        `Argo CD in ${environment}: ${sums.join(', ') || 'nothing'}`,
        ...compared
          .filter(({ change }) => change !== 'unchanged')
          .flatMap(({ change, name, diff }) => {
            const lines = presentDiff(diff);
            const more = lines.length - linesOfOne;
            return [
              `    ${words[change]}  ${name}`,
              ...lines.slice(0, linesOfOne).map(line => `      ${line}`),
              ...(more > 0 ? [`      … ${more} more lines`] : []),
            ];
          }),
      ];
    }
    default:
      throw new TypeError(`Not a preview: ${preview satisfies never}`);
  }
}
