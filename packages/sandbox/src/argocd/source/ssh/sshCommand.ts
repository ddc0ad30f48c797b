/**
 * Stands in for `ssh` where git wants one: `sshCommand.ts -p 2222 git@host "git-upload-pack '…'"`.
 * The key and the known hosts come by the environment, where no other user and no log sees them.
 */
import { connectSsh } from './connectSsh.ts';

const words = process.argv.slice(2);
let port = 22;
const rest: string[] = [];
while (words.length > 0) {
  const word = words.shift()!;
  if (word === '-p') {
    port = Number(words.shift());
  } else if (word === '-o') {
    words.shift();
  } else if (!word.startsWith('-')) {
    rest.push(word);
  }
}
const [destination, ...command] = rest;
const at = destination.lastIndexOf('@');
const {
  SLIPWAY_SSH_PRIVATE_KEY: sshPrivateKey = '',
  SLIPWAY_SSH_INSECURE: insecure,
  SLIPWAY_SSH_KNOWN_HOSTS: knownHosts,
} = process.env;

try {
  const client = await connectSsh(
    {
      user: at === -1 ? 'git' : destination.slice(0, at),
      host: destination.slice(at + 1),
      port,
      path: '',
    },
    { sshPrivateKey, insecure: insecure === 'true', knownHosts },
    { timeoutMilliseconds: 30_000 },
  );
  client.exec(command.join(' '), (error, channel) => {
    if (error) {
      throw error;
    }
    process.stdin.pipe(channel);
    channel.pipe(process.stdout);
    channel.stderr.pipe(process.stderr);
    let code = 255;
    channel.on('exit', (status: number | null) => {
      code = status ?? 255;
    });
    channel.on('close', () => {
      client.end();
      process.exitCode = code;
      process.stdin.destroy();
    });
  });
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 255;
}
