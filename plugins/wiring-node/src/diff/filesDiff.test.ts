import { presentDiff } from './Diff';
import { ComparedFile, filesDiff } from './filesDiff';

const lines = (count: number) =>
  Array.from({ length: count }, (_, index) => `line ${index}\n`).join('');

const cases: Array<{
  rule: string;
  files: ComparedFile[];
  expected: string[];
}> = [
  {
    rule: 'a new file is listed with its content',
    files: [
      { path: 'ci/run.sh', after: Buffer.from('a\nb\n'), executable: true },
    ],
    expected: ['ci/run.sh (new, executable)', '  +a', '  +b'],
  },
  {
    rule: 'a changed one is a unified diff',
    files: [
      {
        path: 'values.yaml',
        before: Buffer.from('a: 1\nb: 2\nc: 3\nd: 4\ne: 5\n'),
        after: Buffer.from('a: 1\nb: 2\nc: 3\nd: 5\ne: 5\n'),
      },
    ],
    expected: [
      'values.yaml (changed)',
      '   b: 2',
      '   c: 3',
      '  -d: 4',
      '  +d: 5',
      '   e: 5',
    ],
  },
  {
    rule: 'places that are far apart are set apart',
    files: [
      {
        path: 'a.txt',
        before: Buffer.from(lines(20)),
        after: Buffer.from(
          lines(20).replace('line 0\n', 'first\n').replace('line 19', 'last'),
        ),
      },
    ],
    expected: [
      'a.txt (changed)',
      '  -line 0',
      '  +first',
      '   line 1',
      '   line 2',
      '  …',
      '   line 17',
      '   line 18',
      '  -line 19',
      '  +last',
    ],
  },
  {
    rule: 'one that goes is listed',
    files: [{ path: 'old.txt', before: Buffer.from('gone\n') }],
    expected: ['old.txt (goes)', '  -gone'],
  },
  {
    rule: 'one that only becomes executable has no lines',
    files: [
      {
        path: 'run.sh',
        before: Buffer.from('a\n'),
        after: Buffer.from('a\n'),
        executable: true,
      },
    ],
    expected: ['run.sh (changed, executable)'],
  },
  {
    rule: 'a binary one is only named',
    files: [{ path: 'logo.png', after: Buffer.from([0x89, 0x50, 0, 1]) }],
    expected: ['logo.png (new)', '  … binary, 4 bytes'],
  },
  {
    rule: 'a large one is only named',
    files: [
      {
        path: 'poetry.lock',
        before: Buffer.alloc(10, 'a'),
        after: Buffer.alloc(70_000, 'a'),
      },
    ],
    expected: ['poetry.lock (changed)', '  … large, 10 → 70000 bytes'],
  },
  {
    rule: 'a long one is cut',
    files: [{ path: 'long.txt', after: Buffer.from(lines(43)) }],
    expected: [
      'long.txt (new)',
      ...Array.from({ length: 40 }, (_, index) => `  +line ${index}`),
      '  … 3 more lines',
    ],
  },
  {
    rule: 'a change of what is hidden is told without it',
    files: [
      {
        path: 'deploy/secret.yaml',
        before: Buffer.from('kind: Secret\ndata:\n  a: b2xk\n'),
        after: Buffer.from('kind: Secret\ndata:\n  a: bmV3\n'),
      },
    ],
    expected: ['deploy/secret.yaml (changed)', '  … only in what is hidden'],
  },
];

describe('the diff of files', () => {
  it.each(cases)('$rule', ({ files, expected }) => {
    expect(presentDiff(filesDiff(files))).toEqual(expected);
  });

  it('files after too many lines are only named', () => {
    const diff = filesDiff(
      ['a', 'b', 'c'].map(path => ({ path, after: Buffer.from(lines(3)) })),
      { limits: { bytes: 1000, lines: 10, linesInAll: 4 } },
    );
    expect(presentDiff(diff)).toEqual([
      'a (new)',
      '  +line 0',
      '  +line 1',
      '  +line 2',
      'b (new)',
      '  +line 0',
      '  … 2 more lines',
      'c (new)',
      '  … not shown',
    ]);
  });

  const canary = 'planted-CANARY-0001-abcdefgh';
  it.each([
    ['.env', `DB_PASSWORD=${canary}\n`],
    ['config.yaml', `db:\n  password: "${canary}"\n`],
    ['config.json', `{\n  "apiKey": "${canary}"\n}\n`],
    ['app/main.py', `token = "${canary}"\n`],
    ['README.md', `git clone https://x:${canary}@example.com/a.git\n`],
    ['notes.txt', `use glpat-${canary}\n`],
    ['curl.sh', `curl -H "Authorization: Bearer ${canary}" x\n`],
    [
      'id',
      `-----BEGIN OPENSSH PRIVATE KEY-----\n${canary}\n-----END OPENSSH PRIVATE KEY-----\n`,
    ],
    [
      'secret.yml',
      `a: b\n---\napiVersion: v1\nkind: Secret\ndata:\n  key: |\n    ${canary}\n    ${canary}\n  x: ${canary}\nmetadata:\n  name: s\n`,
    ],
    ['inline.yaml', `kind: Secret\nstringData: {a: ${canary}}\n`],
    [
      'known.txt',
      `of the config: config-CANARY-0003, and ${Buffer.from(
        'config-CANARY-0003',
      ).toString('base64')}\n`,
    ],
  ])('no secret is seen in %s', (path, text) => {
    const options = { secrets: ['config-CANARY-0003'] };
    const files: ComparedFile[] = [
      { path, after: Buffer.from(text) },
      { path, before: Buffer.from(text) },
      { path, before: Buffer.from(text), after: Buffer.from(`${text}more\n`) },
    ];
    for (const file of files) {
      const shown = presentDiff(filesDiff([file], options)).join('\n');
      // Of a changed one only the lines around the change are shown.
      expect(shown).toContain(
        file.before && file.after ? '(changed)' : '‹hidden›',
      );
      expect(shown).not.toContain('CANARY');
      expect(shown).not.toContain(
        Buffer.from('config-CANARY').toString('base64').slice(0, 12),
      );
    }
  });

  it.each([
    ['workflow.yml', 'permissions:\n  id-token: write\n  packages: write\n'],
    ['workflow.yml', 'password: ${{ secrets.GITHUB_TOKEN }}\n'],
    ['run.sh', 'git push "https://oauth2:${TOKEN}@${HOST}/x.git"\n'],
    ['app.py', 'password = os.environ["DB_PASSWORD"]\n'],
    ['rollout.yaml', 'imagePullSecrets:\n  - name: payments-registry\n'],
  ])('%s keeps what is no secret', (path, text) => {
    const shown = presentDiff(filesDiff([{ path, after: Buffer.from(text) }]));
    expect(shown.join('\n')).not.toContain('hidden');
  });
});
