import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { pushedImages } from '../../../runner/effects/deriveEffects.ts';
import {
  runScript,
  type ScriptOutcome,
} from '../../../runner/effects/runScript.ts';
import { classifyScript, type ScriptClass } from '../shell/classifyScript.ts';
import { hideFolder } from './checkoutAction.ts';
import { parseFileCommands, parseOutputCommand } from './fileCommands.ts';
import type { ImagePushes } from './ImagePushes.ts';
import { done, failed, type JobSession, type StepEnd } from './JobSession.ts';
import { readSimulatedCalls, simulatedCommands } from './simulatedCommands.ts';

export interface ScriptStep {
  script: string;
  shell: string | undefined;
  workingDirectory: string | undefined;
  env: Record<string, string>;
}

/** How long a script may take, in real time; one that waits for something simulated waits in vain. */
const realLimit = 120_000;
const simulatedLimit = 15_000;

/** Runs the scripts of steps, with the programs of `tools` and no others. */
export class ScriptRunner {
  readonly #tools: () => Promise<string>;
  readonly #pushes: ImagePushes;
  #count = 0;

  constructor(options: { tools: () => Promise<string>; pushes: ImagePushes }) {
    this.#tools = options.tools;
    this.#pushes = options.pushes;
  }

  async run(step: ScriptStep, session: JobSession): Promise<StepEnd> {
    const { log } = session;
    const shell = step.shell ?? 'bash -e {0}';
    const [first, ...rest] = step.script.trimEnd().split('\n');
    log.group(`Run ${first}`, [
      ...[first, ...rest].map(line => `\u001b[36;1m${line}\u001b[0m`),
      `shell: /usr/bin/${shell}`,
      ...(Object.keys(step.env).length > 0
        ? [
            'env:',
            ...Object.entries(step.env).map(
              ([key, value]) => `  ${key}: ${value}`,
            ),
          ]
        : []),
    ]);
    const folder = resolve(
      session.folders.workspace,
      step.workingDirectory ?? '.',
    );
    const isShell = /^(ba)?sh\b/.test(shell);
    const kind: ScriptClass = isShell
      ? classifyScript(step.script, path => readScript(session, folder, path))
      : { kind: 'shown', because: shell };
    if (kind.kind === 'shown') {
      log.notice(
        `This script is shown and not run: the sandbox does not run ${kind.because}.`,
      );
      return done();
    }
    if (kind.kind === 'partly') {
      log.notice(
        `The sandbox does not run ${kind.simulated.join(
          ', ',
        )}: these are shown, and how the script ends is not looked at.`,
      );
    }
    return this.#execute(step, session, folder, kind);
  }

  async #execute(
    step: ScriptStep,
    session: JobSession,
    folder: string,
    kind: Exclude<ScriptClass, { kind: 'shown' }>,
  ): Promise<StepEnd> {
    this.#count += 1;
    const own = join(session.folders.temp, `step-${this.#count}`);
    await mkdir(own, { recursive: true });
    const file = (name: string) => join(own, name);
    const commandFiles = ['output', 'env', 'path', 'state', 'summary', 'calls'];
    await Promise.all([
      ...commandFiles.map(name => writeFile(file(name), '')),
      writeFile(file('script.sh'), step.script),
      mkdir(folder, { recursive: true }),
    ]);
    const tools = await this.#tools();
    const isReal = kind.kind === 'real';
    const output = createOutput(session);
    const outcome = await runScript({
      folder,
      home: session.folders.home,
      path: file('script.sh'),
      args: [],
      shell: { program: 'bash', args: shellArguments(step.shell, isReal) },
      searchPath: tools,
      variables: {
        ...session.variables,
        ...step.env,
        ...(isReal ? {} : simulatedCommands(file('calls'))),
        GITHUB_OUTPUT: file('output'),
        GITHUB_ENV: file('env'),
        GITHUB_PATH: file('path'),
        GITHUB_STATE: file('state'),
        GITHUB_STEP_SUMMARY: file('summary'),
        SLIPWAY_JOB_FOLDER: session.folders.root,
      },
      timeoutMilliseconds: isReal ? realLimit : simulatedLimit,
      signal: session.signal,
      onOutput: output.append,
    });
    session.signal.throwIfAborted();
    output.end();
    const problem = isReal ? problemOf(outcome) : undefined;
    const pushed = await this.#simulate(file('calls'), session);
    const written = parseFileCommands(await readFile(file('output'), 'utf8'));
    const variables = parseFileCommands(await readFile(file('env'), 'utf8'));
    if ('problem' in written || 'problem' in variables) {
      return failed(
        `Unable to process file command: ${
          'problem' in written
            ? written.problem
            : (variables as { problem: string }).problem
        }`,
      );
    }
    Object.assign(session.env, variables.values);
    const failure = problem ?? pushed;
    return {
      failure,
      outputs: { ...output.outputs, ...written.values },
    };
  }

  /** Does what the programs that were not run would have done to the outside. */
  async #simulate(
    calls: string,
    session: JobSession,
  ): Promise<string | undefined> {
    for (const call of await readSimulatedCalls(calls)) {
      const { words } = call;
      if (words[0] === 'docker' && words[1] === 'login') {
        logIn(words, call.input, session);
      }
      const lookedUp = lookedUpImage(words);
      const problem =
        lookedUp && (await this.#pushes.findProblem(lookedUp, session));
      if (problem) {
        session.log.line(problem);
        return 'Process completed with exit code 1.';
      }
      for (const reference of pushedImages(words, session.imageTags)) {
        const outcome = await this.#pushes.push(reference, session);
        if (outcome.kind === 'refused') {
          session.log.line(outcome.message);
          return 'Process completed with exit code 1.';
        }
      }
    }
    return undefined;
  }
}

function shellArguments(shell: string | undefined, isReal: boolean): string[] {
  if (!isReal) {
    return ['--noprofile', '--norc'];
  }
  // `bash` that is asked for by name is stricter than the one that is taken without.
  return shell === 'bash'
    ? ['--noprofile', '--norc', '-eo', 'pipefail']
    : ['--noprofile', '--norc', '-e'];
}

function problemOf(outcome: ScriptOutcome): string | undefined {
  switch (outcome.kind) {
    case 'ended':
      return outcome.code === 0
        ? undefined
        : `Process completed with exit code ${outcome.code}.`;
    case 'timed-out':
      return 'The operation was canceled: the sandbox lets a script run for two minutes.';
    case 'aborted':
      return 'The operation was canceled.';
    default:
      return outcome satisfies never;
  }
}

/** Writes a script's output into the log, and does what its `::commands::` say. */
function createOutput(session: JobSession) {
  const outputs: Record<string, string> = {};
  let rest = '';
  const take = (line: string) => {
    const command = parseOutputCommand(line);
    switch (command?.command) {
      case 'add-mask':
        session.log.mask(command.value);
        return;
      case 'set-output':
        outputs[command.name ?? ''] = command.value;
        return;
      case 'error':
      case 'warning':
      case 'notice':
      case 'group':
        session.log.line(`##[${command.command}]${command.value}`);
        return;
      default:
        session.log.line(hideFolder(line, session));
    }
  };
  return {
    outputs,
    append(text: string) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      lines.forEach(take);
    },
    end() {
      if (rest) {
        take(rest);
        rest = '';
      }
    },
  };
}

/** The image that a command reads from its registry. */
function lookedUpImage(words: string[]): string | undefined {
  const command = words.filter(word => !word.startsWith('-')).join(' ');
  return /^docker (?:buildx imagetools inspect|manifest inspect|pull) (\S+)$/.exec(
    command,
  )?.[1];
}

function logIn(words: string[], input: string, session: JobSession): void {
  const option = (...names: string[]) => {
    const at = words.findIndex(word => names.includes(word));
    return at >= 0 ? words[at + 1] : undefined;
  };
  const username = option('-u', '--username') ?? '';
  const password = option('-p', '--password') ?? input.trim();
  const registry = words.slice(2).find((word, index, all) => {
    const before = all[index - 1] ?? '';
    return (
      !word.startsWith('-') && !/^(-u|--username|-p|--password)$/.test(before)
    );
  });
  if (password) {
    session.log.mask(password);
    session.logins.set(registry ?? 'docker.io', { username, password });
  }
}

function readScript(
  session: JobSession,
  folder: string,
  path: string,
): string | undefined {
  const file = resolve(folder, path);
  if (!file.startsWith(session.folders.root + sep)) {
    return undefined;
  }
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}
