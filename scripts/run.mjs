// The first thing that runs: on any Node from 20 on, without a dependency. It brings what is
// missing (Node 24, Yarn, the packages) and hands over to the command, in TypeScript on Node 24.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { findTools, root } from './bootstrap/tools.mjs';
import { installPackages } from './bootstrap/packages.mjs';

const [command, ...args] = process.argv.slice(2);
const file = join(root, 'scripts', 'commands', `${command}.ts`);

if (!command || !existsSync(file)) {
  const commands = readdirSync(join(root, 'scripts', 'commands'))
    .filter(name => name.endsWith('.ts'))
    .map(name => basename(name, '.ts'));
  console.error(
    `There is no command '${command ?? ''}'. There are: ${commands.join(', ')}`,
  );
  process.exit(2);
}

// The plugins are CommonJS once built, and read as ES modules from source.
const disabled = '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON';

try {
  const tools = await findTools();
  await installPackages(tools);

  const child = spawn(tools.node, [disabled, file, ...args], {
    stdio: 'inherit',
    cwd: root,
    env: tools.env,
  });
  // The command ends itself in good order; this process only waits for it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) {
        child.kill(signal);
      }
    });
  }
  child.on('exit', (code, signal) => {
    process.exitCode = signal ? 1 : code ?? 1;
  });
} catch (error) {
  console.error(`\n${error.message}`);
  process.exitCode = 1;
}
