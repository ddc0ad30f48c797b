import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { readImageTag } from '@slipway/plugin-gitops-common';
import { templateFolder } from '../__testUtils__/renderTemplate';

const script = join(templateFolder, 'skeleton/app/ci/update-gitops.sh');
const file = 'overlays/staging/kustomization.yaml';
const kustomization = `# CI changes newTag, and nothing else here.
images:
  - name: proxy
    newTag: 1.2.3
  - name: app
    newName: registry.example.com/acme/payments
    newTag: "00000000-1" # by CI
`;
const token = 'glpat-CANARY-in-ci-0003';

describe('ci/update-gitops.sh', () => {
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
    mkdirSync(join(work, 'overlays/staging'), { recursive: true });
    git(folder, 'init', '--quiet', '--bare', '--initial-branch=trunk', remote);
    git(work, 'init', '--quiet', '--initial-branch=trunk');
    writeFileSync(join(work, file), kustomization);
    git(work, 'add', '.');
    git(work, 'commit', '--quiet', '-m', 'Launch');
    git(work, 'push', '--quiet', remote, 'trunk');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = (
    environment: Record<string, string> = {},
  ): Promise<{ code: number | null; output: string }> =>
    new Promise(resolve => {
      const child = spawn('sh', [script], {
        cwd: folder,
        env: {
          PATH: process.env.PATH,
          HOME: folder,
          GITOPS_REPOSITORY: remote,
          GITOPS_TOKEN: token,
          SLIPWAY_OVERLAY: 'staging',
          IMAGE_TAG: '1234567e-17',
          CI_COMMIT_SHA: 'a'.repeat(40),
          CI_PIPELINE_URL: 'https://gitlab.example.com/p/1',
          ...environment,
        },
      });
      let output = '';
      child.stdout.on('data', chunk => (output += chunk));
      child.stderr.on('data', chunk => (output += chunk));
      child.on('close', code => resolve({ code, output }));
    });

  it('T18: changes the tag of one image in one file, and says where it comes from', async () => {
    await expect(run()).resolves.toMatchObject({ code: 0 });
    expect(remoteFile()).toBe(
      kustomization.replace('00000000-1', '1234567e-17'),
    );
    expect(readImageTag(remoteFile(), 'app')).toBe('1234567e-17');
    expect(git(remote, 'show', '--format=%B', '--name-only', 'HEAD')).toBe(
      `Deploy 1234567e-17 to staging

App-Commit: ${'a'.repeat(40)}
Pipeline: https://gitlab.example.com/p/1


${file}
`,
    );
  });

  it('makes no commit when the tag is there already', async () => {
    await run();
    const head = git(remote, 'rev-parse', 'HEAD');
    const { code, output } = await run();
    expect(code).toBe(0);
    expect(output).toContain('staging already asks for 1234567e-17');
    expect(git(remote, 'rev-parse', 'HEAD')).toBe(head);
  });

  it('goes once more on top of what somebody else has pushed meanwhile', async () => {
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
    const { code, output } = await run({
      PATH: `${bin}${delimiter}${process.env.PATH}`,
    });
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(output).toContain('(1 of 3)');
    expect(git(remote, 'log', '--format=%s')).toBe(
      'Deploy 1234567e-17 to staging\nSomebody else\nLaunch\n',
    );
  });

  it('gives up when the repository never takes it, and says what to look at', async () => {
    const hook = join(remote, 'hooks/pre-receive');
    writeFileSync(hook, '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    const { code, output } = await run();
    expect(code).toBe(1);
    expect(output).toContain('may slipway-ci push to trunk?');
  });

  it.each([
    [{ IMAGE_TAG: 'latest' }, /moves; deploy one that says commit and run/],
    [{ IMAGE_TAG: 'a"b' }, /is not a tag/],
    [{ GITOPS_TOKEN: '' }, /GITOPS_TOKEN: is not set: it is for protected/],
    [{ SLIPWAY_OVERLAY: 'qa' }, /has no overlays\/qa\/kustomization.yaml/],
  ])('T19: refuses %j', async (environment, message) => {
    const { code, output } = await run(environment as Record<string, string>);
    expect(code).not.toBe(0);
    expect(output).toMatch(message);
    expect(git(remote, 'rev-list', '--count', 'HEAD').trim()).toBe('1');
  });

  it('T20: refuses an image that is not in the registry, and keeps credentials off command lines', async () => {
    const seen: string[] = [];
    let manifest = 404;
    const server = createServer((request, response) => {
      seen.push(`${request.url} ${request.headers.authorization}`);
      if (request.url === '/v2/') {
        response.writeHead(401, {
          'www-authenticate': `Bearer realm="http://${request.headers.host}/jwt/auth",service="container_registry"`,
        });
        response.end();
      } else if (request.url!.startsWith('/jwt/auth')) {
        response.end('{"token":"jwt-CANARY"}');
      } else {
        response.writeHead(
          request.headers.authorization === 'Bearer jwt-CANARY'
            ? manifest
            : 401,
        );
        response.end();
      }
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    const registry = {
      CI_REGISTRY: `127.0.0.1:${(server.address() as AddressInfo).port}`,
      CI_REGISTRY_USER: 'gitlab-ci-token',
      CI_REGISTRY_PASSWORD: 'job-CANARY',
      CI_PROJECT_PATH: 'Acme/payments',
    };
    const missing = await run(registry);
    expect(missing.code).toBe(1);
    expect(missing.output).toContain('is not in the registry; has build-image');
    expect(seen.at(-1)).toBe(
      '/v2/acme/payments/manifests/1234567e-17 Bearer jwt-CANARY',
    );
    manifest = 200;
    const there = await run(registry);
    server.close();
    expect(there.code).toBe(0);
    expect(there.output).toContain('1234567e-17 is in the registry');
    expect(missing.output + there.output).not.toContain('CANARY');
  });

  it('T16: hands the token to git by a helper: it is in no URL, no command line and no output', async () => {
    const authorizations: Array<string | undefined> = [];
    const server = createServer((request, response) => {
      authorizations.push(request.headers.authorization);
      response.writeHead(request.headers.authorization ? 404 : 401, {
        'www-authenticate': 'Basic realm="GitLab"',
      });
      response.end();
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const trace = join(folder, 'trace');
    const { code, output } = await run({
      GITOPS_REPOSITORY: `http://127.0.0.1:${port}/acme/payments-gitops.git`,
      GIT_TRACE: trace,
    });
    server.close();
    expect(code).not.toBe(0);
    expect(authorizations).toContain(
      `Basic ${Buffer.from(`slipway-ci:${token}`).toString('base64')}`,
    );
    expect(output + readFileSync(trace, 'utf8')).not.toContain(token);
  });

  it('T29: writes with a key where there is one, which is in no command line and no output', async () => {
    const key =
      '-----BEGIN OPENSSH PRIVATE KEY-----\nCANARY\n-----END OPENSSH PRIVATE KEY-----\n';
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    // An ssh that serves the repository from here, and tells how it was called.
    writeFileSync(
      join(bin, 'ssh'),
      `#!/bin/sh
echo "$*" >>"${folder}/calls"
while [ $# -gt 0 ]; do
  case "$1" in
    -i) cp "$2" "${folder}/seen-key"; ls -l "$2" | cut -c1-10 >"${folder}/mode"; shift 2 ;;
    -o) shift 2 ;;
    *) break ;;
  esac
done
shift
eval "exec $*"
`,
      { mode: 0o755 },
    );
    const { code, output } = await run({
      PATH: `${bin}${delimiter}${process.env.PATH}`,
      GITOPS_REPOSITORY: `git@gitlab.example.com:${remote}`,
      GITOPS_TOKEN: '',
      GITOPS_SSH_KEY: Buffer.from(key).toString('base64'),
    });
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(readImageTag(remoteFile(), 'app')).toBe('1234567e-17');
    expect(readFileSync(join(folder, 'seen-key'), 'utf8')).toBe(key);
    expect(readFileSync(join(folder, 'mode'), 'utf8').trim()).toBe(
      '-rw-------',
    );
    const calls = readFileSync(join(folder, 'calls'), 'utf8');
    expect(calls).toContain('IdentitiesOnly=yes');
    expect(calls + output).not.toContain('CANARY');
    expect(calls + output).not.toContain(Buffer.from(key).toString('base64'));
  });
});
