import { checkSuite } from './checkSuite.ts';
import { jestSuite } from './jestSuite.ts';
import { nodeTestSuite } from './nodeTestSuite.ts';
import { renderedServiceSuite } from './renderedServiceSuite.ts';
import type { Suite } from './Suite.ts';

/**
 * All that `npm test` runs. The stages come one after the other; the lanes of a stage run side by side,
 * and take a core each. Suites that keep two cores busy by themselves are alone in their stage.
 */
export const stages: Suite[][][] = [
  [
    [
      checkSuite('format', 'Format', [['yarn', 'prettier', '--check', '.']]),
      checkSuite('types', 'Types', [
        // Whole each time: an incremental one may write the same types in another order.
        ['yarn', 'tsc', '--incremental', 'false'],
        ['yarn', 'tsc', '-p', 'packages/sandbox'],
        ['yarn', 'tsc', '-p', 'packages/embedded'],
        ['yarn', 'tsc', '-p', 'packages/journeys'],
        ['yarn', 'tsc', '-p', 'packages/lab'],
        ['yarn', 'tsc', '-p', 'packages/faults'],
        ['yarn', 'tsc', '-p', 'scripts'],
      ]),
      checkSuite('lint', 'Lint', [['yarn', 'backstage-cli', 'repo', 'lint']]),
      checkSuite('api-reports', 'API reports', [
        ['yarn', 'api-reports', '--ci'],
      ]),
      renderedServiceSuite('fastapi-gitlab-kustomize', 'canary'),
      renderedServiceSuite('flask-github-helm', 'default', [
        ['flake8'],
        ['pylint', 'app', 'tests', 'gunicorn.conf.py'],
      ]),
      nodeTestSuite({ id: 'lab', title: 'Lab', folder: 'packages/lab' }),
      nodeTestSuite({
        id: 'faults',
        title: 'Faults, without the launches',
        folder: 'packages/faults',
      }),
      nodeTestSuite({
        id: 'embedded',
        title: 'Embedded portal',
        folder: 'packages/embedded',
        concurrency: 1,
      }),
    ],
    [
      nodeTestSuite({
        id: 'journeys',
        title: 'Journeys in a browser',
        folder: 'packages/journeys',
        concurrency: 1,
      }),
    ],
  ],
  [
    [
      nodeTestSuite({
        id: 'sandbox',
        title: 'Sandbox',
        folder: 'packages/sandbox',
      }),
      jestSuite,
    ],
  ],
];
