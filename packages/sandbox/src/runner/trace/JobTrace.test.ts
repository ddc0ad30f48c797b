import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ScaledClock } from '../../world/Clock.ts';
import { JobTrace } from './JobTrace.ts';
import { maskSecrets } from './maskSecrets.ts';

test('the longer secret is masked first', () => {
  assert.equal(
    maskSecrets('abcdef abc', ['abc', 'abcdef']),
    '[MASKED] [MASKED]',
  );
});

test('a secret that comes in two parts is masked', () => {
  let written = '';
  const trace = new JobTrace({
    write: text => {
      written += text;
    },
    secrets: ['hunter2!'],
    clock: new ScaledClock(),
  });
  trace.append('the password is hun');
  trace.append('ter2! and so on\nand hunt');
  trace.append('er2!');
  trace.flush();
  assert.equal(written, 'the password is [MASKED] and so on\nand [MASKED]');
});

test('a section has the marks by which it is folded', async () => {
  let written = '';
  const trace = new JobTrace({
    write: text => {
      written += text;
    },
    secrets: [],
    clock: new ScaledClock(),
  });
  await trace.section('step_script', 'Running', async () =>
    trace.command('ls'),
  );
  assert.match(
    written,
    /^section_start:\d{10}:step_script\r\u001b\[0K\u001b\[36;1mRunning\u001b\[0;m\n\u001b\[32;1m\$ ls\u001b\[0;m\nsection_end:\d{10}:step_script\r\u001b\[0K$/,
  );
});
