import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { existsSync } from 'node:fs';
import { serveGitBackend } from '../../git/serveGitBackend.ts';
import type { Files } from './ApplicationScenario.ts';

const run = promisify(execFile);
const RIGHT = `Basic ${Buffer.from('reader:right').toString('base64')}`;
const identity = {
  GIT_AUTHOR_NAME: 'test',
  GIT_AUTHOR_EMAIL: 'test@example.com',
  GIT_COMMITTER_NAME: 'test',
  GIT_COMMITTER_EMAIL: 'test@example.com',
};

/** Bare repositories served by git itself; those under `private/` open with `reader:right`. */
export class TestForge {
  readonly root: string;
  readonly url: string;
  #server: Server;

  private constructor(root: string, server: Server) {
    this.root = root;
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async start(): Promise<TestForge> {
    const root = await mkdtemp(join(tmpdir(), 'test-forge-'));
    const server = createServer((request, response) => {
      const { pathname, search } = new URL(request.url ?? '/', 'http://forge');
      if (
        pathname.startsWith('/private/') &&
        request.headers.authorization !== RIGHT
      ) {
        response
          .writeHead(401, { 'www-authenticate': 'Basic realm="forge"' })
          .end('HTTP Basic: Access denied.');
        return;
      }
      const [repository] = pathname.split(/(?<=\.git)\//);
      if (!existsSync(join(root, repository))) {
        response.writeHead(404).end();
        return;
      }
      serveGitBackend({
        request,
        response,
        root,
        pathInfo: pathname,
        query: search.slice(1),
        remoteUser: '',
        hooksFolder: '/nonexistent',
      }).catch(error => response.destroy(error));
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return new TestForge(root, server);
  }

  /** Puts a commit with exactly these files on `main`. */
  async commit(repository: string, files: Files): Promise<string> {
    const bare = join(this.root, repository);
    const git = (args: string[], cwd: string) =>
      run('git', args, {
        cwd,
        env: { ...process.env, ...identity, GIT_DIR: bare, GIT_WORK_TREE: cwd },
      });
    if (!existsSync(bare)) {
      await mkdir(bare, { recursive: true });
      await run('git', ['init', '-q', '--bare', '-b', 'main', bare]);
    }
    const work = await mkdtemp(join(tmpdir(), 'test-forge-work-'));
    try {
      for (const [path, content] of Object.entries(files)) {
        await mkdir(dirname(join(work, path)), { recursive: true });
        await writeFile(join(work, path), content);
      }
      await git(['add', '--all', '.'], work);
      await git(['commit', '-q', '--allow-empty', '-m', 'Change'], work);
      const { stdout } = await git(['rev-parse', 'HEAD'], work);
      return stdout.trim();
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => {
      this.#server.close(resolve);
    });
    await rm(this.root, { recursive: true, force: true });
  }
}
