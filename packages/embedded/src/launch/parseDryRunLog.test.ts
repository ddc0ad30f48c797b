import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseDryRunLog } from './parseDryRunLog.ts';

const esc = String.fromCharCode(27);
const info = `${esc}[32minfo${esc}[39m: `;

const answer = {
  steps: [
    { id: 'render', name: 'Render', action: 'fetch:template' },
    { id: 'app', name: 'App', action: 'delivery:repository:ensure' },
    { id: 'content', name: 'Content', action: 'delivery:repository:ensure' },
    {
      id: 'applications',
      name: 'Applications',
      action: 'delivery:argocd-application:ensure',
    },
    { id: 'wait', name: 'Wait', action: 'delivery:pipeline:wait' },
    { id: 'undo', name: 'Undo', action: 'delivery:launch:take-back' },
  ],
  log: [
    ['render', 'processing', 'Beginning step Render'],
    ['render', undefined, 'Writing file README.md'],
    ['app', 'processing', 'Beginning step App'],
    [
      'app',
      undefined,
      'Running delivery:repository:ensure in dry-run mode with inputs (secrets redacted): {\n  "a": 1\n}',
    ],
    [
      'app',
      undefined,
      `${info}would be created  app repository acme/payments\n    +visibility: private`,
    ],
    ['app', 'completed', 'Finished step App'],
    [
      'content',
      undefined,
      `${info}would be created  app repository acme/payments\n    +visibility: private`,
    ],
    [
      'content',
      undefined,
      `${info}would be updated  content of app repository acme/payments (2 files)\n    a (changed)\n      -1\n      +2`,
    ],
    [
      'applications',
      undefined,
      `${info}unchanged  Application argocd/payments-dev on main`,
    ],
    [
      'applications',
      undefined,
      `${info}Argo CD in dev: 1 would change, 3 unchanged\n    would change  Service payments-dev/payments\n      +x`,
    ],
    [
      'applications',
      undefined,
      `${info}The manifests of staging are not rendered: there is no kustomize`,
    ],
    ['wait', undefined, `${info}would wait for the pipeline of acme/payments`],
    [
      'undo',
      'skipped',
      'Skipping step undo because its if condition was false',
    ],
    [undefined, undefined, 'words of nobody'],
  ].map(([stepId, status, message]) => ({
    body: { stepId, status, message: message! },
  })),
};

describe('what a dry run’s log says', () => {
  const [render, app, content, applications, wait, undo] =
    parseDryRunLog(answer);

  it('each thing comes with what would be changed', () => {
    assert.deepEqual(app.items, [
      {
        result: 'created',
        item: 'app repository acme/payments',
        diff: ['+visibility: private'],
      },
    ]);
    assert.deepEqual(app.said, []);
    assert.deepEqual(applications.items, [
      {
        result: 'unchanged',
        item: 'Application argocd/payments-dev on main',
        diff: [],
      },
    ]);
  });

  it('what an earlier step would have made by then is unchanged', () => {
    assert.deepEqual(content.items, [
      { result: 'unchanged', item: 'app repository acme/payments', diff: [] },
      {
        result: 'updated',
        item: 'content of app repository acme/payments (2 files)',
        diff: ['a (changed)', '  -1', '  +2'],
      },
    ]);
  });

  it('manifests are told by environment, or why there are none', () => {
    assert.deepEqual(applications.manifests, [
      {
        environment: 'dev',
        sum: '1 would change, 3 unchanged',
        lines: ['would change  Service payments-dev/payments', '  +x'],
      },
      {
        environment: 'staging',
        sum: 'not rendered: there is no kustomize',
        lines: [],
      },
    ]);
  });

  it('other words are kept of Slipway’s steps only', () => {
    assert.deepEqual(render.said, []);
    assert.deepEqual(wait.said, [
      'would wait for the pipeline of acme/payments',
    ]);
    assert.equal(undo.status, 'skipped');
  });
});
