import { contentOf, gitBlobId } from './content';
import { launchMessage, planContent } from './planContent';

const file = (path: string, content: string, executable = false) => ({
  path,
  content: Buffer.from(content),
  executable,
});

describe('planContent', () => {
  const content = contentOf([file('b', '2'), file('a', '1')]);
  const launched = (hash: string) => ({
    id: 'x',
    message: launchMessage('Launch', hash),
  });
  const byPeople = { id: 'y', message: 'Mend the thing' };
  const blob = (path: string, text: string, mode = '100644') => ({
    id: gitBlobId(Buffer.from(text)),
    path,
    mode,
  });

  it('does not depend on the order of the files', () => {
    expect(contentOf([file('a', '1'), file('b', '2')]).hash).toBe(content.hash);
    expect(contentOf([file('a', '1', true), file('b', '2')]).hash).not.toBe(
      content.hash,
    );
  });
  it('knows the blob ids of git', () => {
    expect(gitBlobId(Buffer.from('hello\n'))).toBe(
      'ce013625030ba8dba906f756967f9e9ca394464a',
    );
  });
  it.each([
    [
      'an empty repository gets it all',
      [],
      [],
      'create',
      ['create a', 'create b'],
    ],
    [
      'the launch commit is there',
      [launched(content.hash)],
      [],
      'unchanged',
      [],
    ],
    [
      'the launch commit is there, under the work of people',
      [byPeople, launched(content.hash)],
      [],
      'unchanged',
      [],
    ],
    [
      'people have worked on another launch: it stays as it is',
      [byPeople, launched('f'.repeat(64))],
      [],
      'unchanged',
      [],
    ],
    [
      'an untouched earlier launch gets the differences',
      [launched('f'.repeat(64))],
      [blob('a', 'other'), blob('gone', 'x')],
      'update',
      ['update a', 'create b', 'delete gone'],
    ],
    [
      'an untouched earlier launch that renders the same',
      [launched('f'.repeat(64))],
      [blob('a', '1'), blob('b', '2')],
      'unchanged',
      [],
    ],
    [
      'a file that is to be no longer executable',
      [launched('f'.repeat(64))],
      [blob('a', '1', '100755'), blob('b', '2')],
      'update',
      ['chmod a'],
    ],
    [
      'a file that has changed and is to be executable no longer',
      [launched('f'.repeat(64))],
      [blob('a', 'other', '100755'), blob('b', '2')],
      'update',
      ['update a', 'chmod a'],
    ],
  ])('%s', (_, commits, files, kind, actions) => {
    const plan = planContent(content, { commits, files });
    expect(plan.kind).toBe(kind);
    expect(
      'changes' in plan
        ? plan.changes.map(({ action, path }) => `${action} ${path}`)
        : [],
    ).toEqual(actions);
  });
  it('refuses links and no files', () => {
    expect(() => contentOf([{ ...file('a', ''), symlink: true }])).toThrow(
      'symbolic links',
    );
    expect(() => contentOf([])).toThrow('no files');
  });
});
