import { ForgeCommit, ForgeMergeRequest } from '../../forge';
import { contentOf, gitBlobId, launchMessage } from '../repository';
import { folderOf, placeContent } from './placeContent';
import { planProposal, ProposalScene } from './planProposal';

const content = contentOf([
  { path: 'apps/payments/a.yaml', content: Buffer.from('a: 2\n') },
]);
const file = (path: string, text: string) => ({
  path,
  id: gitBlobId(Buffer.from(text)),
  mode: '100644',
});
const other = file('apps/ledger/a.yaml', 'l: 1\n');
const old = file('apps/payments/a.yaml', 'a: 1\n');
const now = file('apps/payments/a.yaml', 'a: 2\n');
const left = file('apps/payments/left.yaml', 'x: 1\n');

const ours: ForgeCommit = {
  id: 'a'.repeat(40),
  message: launchMessage('Deploy payments', '1'.repeat(64)),
};
const theirs: ForgeCommit = { id: 'b'.repeat(40), message: 'Fewer replicas' };

const request = (state: ForgeMergeRequest['state']): ForgeMergeRequest => ({
  id: 3,
  state,
  title: 'Deploy payments',
  webUrl: 'https://forge/3',
  sourceBranch: 'slipway/payments',
  targetBranch: 'main',
});
const scene = (fields: Partial<ProposalScene>): ProposalScene => ({
  branch: 'slipway/payments',
  title: 'merge request',
  targetFiles: [other, old],
  requests: [],
  ...fields,
});

it.each<[string, Partial<ProposalScene>, object]>([
  [
    'the files are there already',
    { targetFiles: [other, now], requests: [request('merged')] },
    { kind: 'unchanged' },
  ],
  [
    'nothing has been proposed',
    {},
    { kind: 'create', replaces: false, changes: [{ action: 'update' }] },
  ],
  [
    'they are proposed',
    {
      source: { files: [other, now], ahead: [ours] },
      requests: [request('open')],
    },
    { kind: 'unchanged', request: { id: 3 } },
  ],
  [
    'they are proposed, and people have added to it',
    {
      source: { files: [other, now], ahead: [ours, theirs] },
      requests: [request('open')],
    },
    { kind: 'unchanged', request: { id: 3 } },
  ],
  [
    'others are proposed',
    {
      source: { files: [other, old], ahead: [ours] },
      requests: [request('open')],
    },
    { kind: 'update', changes: [{ action: 'update', path: now.path }] },
  ],
  [
    'a run broke off before it opened a request',
    { source: { files: [other, now], ahead: [ours] } },
    { kind: 'create', replaces: true },
  ],
  [
    'what was proposed before is merged, and its branch is left',
    {
      source: { files: [other, old], ahead: [ours] },
      requests: [request('merged')],
    },
    { kind: 'create', replaces: true },
  ],
  [
    'something else was proposed, and closed',
    {
      source: { files: [other, old], ahead: [ours] },
      requests: [request('closed')],
    },
    { kind: 'create', replaces: true },
  ],
])('planProposal when %s', (_, fields, expected) => {
  expect(planProposal(content, scene(fields))).toMatchObject(expected);
});

it.each<[string, Partial<ProposalScene>, string]>([
  [
    'commits of people are not written over',
    {
      source: { files: [other, old], ahead: [ours, theirs] },
      requests: [request('open')],
    },
    'The branch slipway/payments has 1 commits of others, such as bbbbbbbb "Fewer replicas", which are not written over; merge or close the merge request https://forge/3, or delete it',
  ],
  [
    'nor where there is no request',
    { source: { files: [other, now], ahead: [theirs] } },
    'merge the branch, or delete it',
  ],
  [
    'what people have closed is not opened again',
    {
      source: { files: [other, now], ahead: [ours] },
      requests: [request('closed'), request('merged')],
    },
    'Somebody has closed the merge request https://forge/3 without merging it; reopen it, or delete its branch slipway/payments',
  ],
])('%s', (_, fields, message) => {
  expect(() => planProposal(content, scene(fields))).toThrow(message);
});

it('what else is in a folder of its own goes, and nothing outside of it', () => {
  const fields = { targetFiles: [other, old, left] };
  expect(planProposal(content, scene(fields))).toMatchObject({
    changes: [{ path: old.path }],
  });
  expect(
    planProposal(content, scene(fields), { ownFolder: 'apps/payments' }),
  ).toMatchObject({
    changes: [
      { action: 'update', path: old.path },
      { action: 'delete', path: left.path },
    ],
  });
});

it.each([
  ['', ['a']],
  ['./', ['a']],
  ['/apps//payments/', ['apps/payments/a']],
])('content for the folder "%s" is placed at %j', (folder, paths) => {
  const rendered = contentOf([{ path: 'a', content: Buffer.from('') }]);
  expect(placeContent(rendered, folder).files.map(({ path }) => path)).toEqual(
    paths,
  );
});

it.each(['../other', 'a/../../b', '.git/hooks'])('%s is refused', folder => {
  expect(() => folderOf(folder)).toThrow('is not a folder of a repository');
});
