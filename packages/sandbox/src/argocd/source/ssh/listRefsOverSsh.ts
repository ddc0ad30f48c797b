import { connectSsh } from './connectSsh.ts';
import type { SshCredentials } from './connectSsh.ts';
import type { SshTarget } from './SshTarget.ts';

/** What git advertises of a repository, as it stands in the first packets of a fetch. */
export async function readAdvertisement(
  target: SshTarget,
  credentials: SshCredentials,
  options: { timeoutMilliseconds: number; signal?: AbortSignal },
): Promise<string> {
  const client = await connectSsh(target, credentials, options);
  try {
    return await new Promise<string>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error('context deadline exceeded')),
        options.timeoutMilliseconds,
      );
      const finish = (work: () => void) => {
        clearTimeout(timer);
        work();
      };
      options.signal?.addEventListener(
        'abort',
        () => finish(() => reject(options.signal!.reason)),
        { once: true },
      );
      client.exec(`git-upload-pack '/${target.path}'`, (error, channel) => {
        if (error) {
          finish(() => reject(error));
          return;
        }
        const output: Buffer[] = [];
        const complaint: Buffer[] = [];
        channel.on('data', (chunk: Buffer) => {
          output.push(chunk);
          if (Buffer.concat(output).toString('latin1').endsWith('0000')) {
            // Nothing is wanted: a flush ends it.
            channel.end('0000');
          }
        });
        channel.stderr.on('data', (chunk: Buffer) => complaint.push(chunk));
        channel.on('close', () => {
          const said = Buffer.concat(complaint).toString('utf8').trim();
          const text = Buffer.concat(output).toString('utf8');
          finish(() =>
            text === '' && said !== ''
              ? reject(new Error(said))
              : resolve(text),
          );
        });
      });
    });
  } finally {
    client.end();
  }
}
