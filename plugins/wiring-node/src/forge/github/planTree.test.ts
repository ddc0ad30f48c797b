import { planTree } from './planTree';

it('text goes along, anything else as a blob, and what is deleted as null', async () => {
  const blobs: Buffer[] = [];
  const binary = Buffer.from([0xff, 0, 1]);
  const entries = await planTree(
    [
      { action: 'create', path: 'a', content: Buffer.from('über') },
      { action: 'update', path: 'b', content: binary },
      {
        action: 'update',
        path: 'c',
        content: Buffer.from('c'),
        executable: true,
      },
      {
        action: 'chmod',
        path: 'c',
        content: Buffer.from('c'),
        executable: true,
      },
      { action: 'delete', path: 'd' },
    ],
    async content => {
      blobs.push(content);
      return 'blob-sha';
    },
  );
  expect(blobs).toEqual([binary]);
  expect(entries).toEqual([
    { path: 'a', mode: '100644', type: 'blob', content: 'über' },
    { path: 'b', mode: '100644', type: 'blob', sha: 'blob-sha' },
    { path: 'c', mode: '100755', type: 'blob', content: 'c' },
    { path: 'd', mode: '100644', type: 'blob', sha: null },
  ]);
});
