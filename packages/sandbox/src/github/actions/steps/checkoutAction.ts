import { randomUUID } from 'node:crypto';
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { isAbsolute, join, resolve, sep } from 'node:path';
import { tryGit } from '../../../git/GitCommand.ts';
import { type ActionCall, isOn } from './ActionCall.ts';
import { done, failed, type JobSession, type StepEnd } from './JobSession.ts';
import { planCheckout } from './planCheckout.ts';

/**
 * `actions/checkout`: fetches over HTTP with the token, or over SSH with the key, that it is
 * given, and leaves the credential in the checkout's own configuration as the real one does.
 */
export async function checkoutAction(
  { inputs, session }: ActionCall,
  sshUrl: () => string | undefined,
): Promise<StepEnd> {
  const repository = inputs.repository || session.project.fullPath;
  const isOwn = repository === session.project.fullPath;
  const folder = inFolder(session.folders.workspace, inputs.path || '.');
  if (!folder) {
    return failed(
      `Repository path '${inputs.path}' is not under '/home/runner/work'`,
    );
  }
  const key = inputs['ssh-key'];
  const base = key ? sshUrl() : session.variables.GITHUB_SERVER_URL;
  if (!base) {
    return failed('The sandbox has no SSH for git');
  }
  const url = `${base}/${repository}${key ? '.git' : ''}`;
  await mkdir(folder, { recursive: true });
  const git = createGit(session, folder);
  if (!(await git('init', '--quiet', '--initial-branch=main', '.'))) {
    return failed("The process '/usr/bin/git' failed with exit code 1");
  }
  const config = join(folder, '.git', 'config');
  session.log.line(`[command]/usr/bin/git remote add origin ${url}`);
  await appendFile(
    config,
    section('remote "origin"', {
      url,
      fetch: '+refs/heads/*:refs/remotes/origin/*',
    }),
  );
  const withoutCredential = await readFile(config);
  await appendFile(
    config,
    key
      ? section('core', { sshCommand: await writeKey(session, key) })
      : section(`http "${base}/"`, {
          extraheader: authorization(session, inputs.token || session.token),
        }),
  );
  const plan = planCheckout({
    ref: inputs.ref ?? '',
    run: isOwn ? session.run : undefined,
    defaultBranch:
      isOwn || inputs.ref
        ? session.project.defaultBranch
        : (await headBranch(session, folder)) ?? 'main',
  });
  const whole = inputs['fetch-depth'] === '0';
  const fetched = await git(
    'fetch',
    '--quiet',
    ...(whole
      ? ['--tags', 'origin', '+refs/heads/*:refs/remotes/origin/*']
      : ['--no-tags', '--depth=1', 'origin']),
    ...plan.fetch,
  );
  if (!fetched) {
    return failed("The process '/usr/bin/git' failed with exit code 128");
  }
  if (!(await git('checkout', '--quiet', ...plan.checkout))) {
    return failed("The process '/usr/bin/git' failed with exit code 1");
  }
  if (!isOn(inputs['persist-credentials'], true)) {
    await writeFile(config, withoutCredential);
  }
  session.checkedOut ||= isOwn && folder === session.folders.workspace;
  return done({ ref: inputs.ref || session.run.ref });
}

/** A part of a configuration of git; written at once, as each call of git takes its time. */
function section(name: string, values: Record<string, string>): string {
  const lines = Object.entries(values).map(
    ([key, value]) => `\t${key} = ${JSON.stringify(value)}\n`,
  );
  return `[${name}]\n${lines.join('')}`;
}

/** Runs git in a checkout and shows what it says; whether it went well. */
function createGit(session: JobSession, folder: string) {
  return async (...args: string[]): Promise<boolean> => {
    session.signal.throwIfAborted();
    session.log.line(
      hideFolder(`[command]/usr/bin/git ${args.join(' ')}`, session),
    );
    const result = await tryGit(args, {
      cwd: folder,
      env: { HOME: session.folders.home },
    });
    session.log.append(hideFolder(`${result.stdout}${result.stderr}`, session));
    return result.code === 0;
  };
}

/** The default branch of a repository that is not the run's. */
async function headBranch(
  session: JobSession,
  folder: string,
): Promise<string | undefined> {
  const result = await tryGit(['ls-remote', '--symref', 'origin', 'HEAD'], {
    cwd: folder,
    env: { HOME: session.folders.home },
  });
  return /^ref: refs\/heads\/(\S+)\s+HEAD/m.exec(
    result.stdout.toString('utf8'),
  )?.[1];
}

function authorization(session: JobSession, token: string): string {
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  session.log.mask(token);
  session.log.mask(basic);
  return `AUTHORIZATION: basic ${basic}`;
}

async function writeKey(session: JobSession, key: string): Promise<string> {
  session.log.mask(key);
  const file = join(session.folders.temp, `checkout-key-${randomUUID()}`);
  await writeFile(file, `${key.trim()}\n`, { mode: 0o600 });
  return `ssh -F /dev/null -i ${file} -o IdentitiesOnly=yes -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null`;
}

function inFolder(workspace: string, path: string): string | undefined {
  const folder = resolve(workspace, path);
  return !isAbsolute(path) &&
    (folder === workspace || folder.startsWith(workspace + sep))
    ? folder
    : undefined;
}

/** Where the sandbox keeps its files is nobody's business. */
export function hideFolder(text: string, session: JobSession): string {
  return text.replaceAll(session.folders.root, '/home/runner/work');
}
