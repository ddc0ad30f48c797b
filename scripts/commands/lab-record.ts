import { parseArgs } from 'node:util';
import {
  recordings,
  recordScenario,
} from '../../packages/lab/contract/record/recordScenario.ts';
import { LabConnection } from '../../packages/lab/contract/support/LabConnection.ts';
import { Lab } from '../../packages/lab/src/index.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const unknown = positionals.filter(name => !recordings.includes(name));
if (values.help || positionals.length === 0 || unknown.length > 0) {
  console.log(`npm run lab:record -- <scenario>… [--out <folder>]

Takes the real Argo CD or Argo Rollouts through a scenario and writes down each version of what they
wrote, one JSON object a line, for the sandbox's twins to be held to. It uses the lab that
SLIPWAY_LAB_KUBECONFIG names, or starts one. Without a folder the recording becomes the fixture of
the twin. Scenarios:

${recordings.map(name => `  ${name}`).join('\n')}`);
  if (unknown.length > 0) {
    console.error(`There is no scenario ${unknown.join(', ')}.`);
  }
  process.exit(values.help ? 0 : 2);
}

const lab = process.env.SLIPWAY_LAB_KUBECONFIG
  ? undefined
  : await Lab.start({ tell: line => console.log(`  ${line}`) });
process.env.SLIPWAY_LAB_KUBECONFIG ??= lab?.kubeconfig;
const connection = LabConnection.open();
try {
  for (const name of positionals) {
    console.log(`${name} …`);
    const { file, lines } = await recordScenario(connection, name, values.out);
    console.log(`  ${lines} lines in ${file}`);
  }
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  connection.close();
  await lab?.stop();
}
process.exit();
