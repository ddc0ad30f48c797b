import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import { folderOf } from '../__testUtils__/renderTemplate';

const script = join(
  folderOf('flask-github-helm'),
  'skeleton/app/ci/update-gitops.sh',
);
const file = 'chart/values-staging.yaml';
const values = `# CI changes image.tag, and nothing else here.
sidecar:
  image:
    tag: 1.2.3
image:
  # Says commit and run.
  tag: "0000000-1" # by CI
autoscaling:
  tag: none
`;
const tag = '1234567e-17';

describe('ci/update-gitops.sh of flask-github-helm', () => {
  let folder: string;
  let remote: string;
  const git = (cwd: string, ...args: string[]) =>
    execFileSync('git', args, {
      cwd,
      encoding: 'utf8',
      env: {
        ...process.env,
        GIT_AUTHOR_NAME: 'x',
        GIT_AUTHOR_EMAIL: 'x@x.invalid',
        GIT_COMMITTER_NAME: 'x',
        GIT_COMMITTER_EMAIL: 'x@x.invalid',
      },
    });
  const remoteFile = () => git(remote, 'show', `HEAD:${file}`);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'update-gitops-'));
    remote = join(folder, 'remote.git');
    const work = join(folder, 'work');
    mkdirSync(join(work, 'chart'), { recursive: true });
    git(folder, 'init', '--quiet', '--bare', '--initial-branch=trunk', remote);
    git(work, 'init', '--quiet', '--initial-branch=trunk');
    writeFileSync(join(work, file), values);
    git(work, 'add', '.');
    git(work, 'commit', '--quiet', '-m', 'Launch');
    git(work, 'push', '--quiet', remote, 'trunk');
    checkOut();
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** As `actions/checkout` leaves it: one commit deep. */
  function checkOut() {
    git(folder, 'clone', '--quiet', '--depth=1', `file://${remote}`, 'gitops');
  }

  function run(environment: Record<string, string> = {}) {
    const { status, stdout, stderr } = spawnSync('sh', [script], {
      cwd: folder,
      encoding: 'utf8',
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        SLIPWAY_ENVIRONMENT: 'staging',
        IMAGE_TAG: tag,
        GITHUB_SHA: 'a'.repeat(40),
        RUN_URL: 'https://github.com/acme/payments/actions/runs/1',
        ...environment,
      },
    });
    return { code: status, output: stdout + stderr };
  }

  it('T18: changes image.tag in one file, and says where it comes from', () => {
    expect(run()).toMatchObject({ code: 0 });
    expect(remoteFile()).toBe(values.replace('0000000-1', tag));
    expect(parse(remoteFile()).image.tag).toBe(tag);
    expect(git(remote, 'show', '--format=%B', '--name-only', 'HEAD')).toBe(
      `Deploy ${tag} to staging

App-Commit: ${'a'.repeat(40)}
Run: https://github.com/acme/payments/actions/runs/1


${file}
`,
    );
  });

  it('quotes the tag, as one without quotes may be a number', () => {
    const work = join(folder, 'work');
    writeFileSync(join(work, file), 'image:\n  tag: not-built-yet\n');
    git(work, 'commit', '--quiet', '-am', 'Unquoted');
    git(work, 'push', '--quiet', remote, 'trunk');
    rmSync(join(folder, 'gitops'), { recursive: true });
    checkOut();
    expect(run({ IMAGE_TAG: '1234567e-7' })).toMatchObject({ code: 0 });
    expect(remoteFile()).toBe('image:\n  tag: "1234567e-7"\n');
  });

  it('makes no commit when the tag is there already', () => {
    run();
    const head = git(remote, 'rev-parse', 'HEAD');
    const { code, output } = run();
    expect(code).toBe(0);
    expect(output).toContain(`staging already asks for ${tag}`);
    expect(git(remote, 'rev-parse', 'HEAD')).toBe(head);
  });

  it('goes once more on top of what somebody else has pushed meanwhile', () => {
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    const real = execFileSync('which', ['git'], { encoding: 'utf8' }).trim();
    // A git whose first push comes too late.
    writeFileSync(
      join(bin, 'git'),
      `#!/bin/sh
case " $* " in
  *" push "*)
    if [ ! -e "${folder}/raced" ]; then
      touch "${folder}/raced"
      ${real} -C "${folder}/work" -c user.name=x -c user.email=x@x.invalid commit --quiet --allow-empty -m 'Somebody else'
      ${real} -C "${folder}/work" push --quiet "${remote}" trunk
    fi ;;
esac
exec ${real} "$@"
`,
    );
    chmodSync(join(bin, 'git'), 0o755);
    const { code, output } = run({
      PATH: `${bin}${delimiter}${process.env.PATH}`,
    });
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(output).toContain('(1 of 3)');
    expect(git(remote, 'log', '--format=%s')).toBe(
      `Deploy ${tag} to staging\nSomebody else\nLaunch\n`,
    );
  });

  it('gives up when the repository never takes it, and says what to look at', () => {
    writeFileSync(join(remote, 'hooks/pre-receive'), '#!/bin/sh\nexit 1\n', {
      mode: 0o755,
    });
    const { code, output } = run();
    expect(code).toBe(1);
    expect(output).toContain('has the deploy key write access');
    expect(git(remote, 'log', '--format=%s')).toBe('Launch\n');
  });

  it.each([
    [{ IMAGE_TAG: 'latest' }, /moves; deploy one that says commit and run/],
    [{ IMAGE_TAG: 'a"b' }, /is not a tag/],
    [{ IMAGE_TAG: '' }, /IMAGE_TAG: is not set/],
    [{ SLIPWAY_ENVIRONMENT: 'qa' }, /has no chart\/values-qa.yaml/],
    [{ GITOPS_FOLDER: 'nowhere' }, /is not checked out/],
  ])('T19: refuses %j', (environment, message) => {
    const { code, output } = run(environment as Record<string, string>);
    expect(code).not.toBe(0);
    expect(output).toMatch(message);
    expect(git(remote, 'rev-list', '--count', 'HEAD').trim()).toBe('1');
  });
});
