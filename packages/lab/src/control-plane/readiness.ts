import { request } from 'node:https';
import { createConnection } from 'node:net';

/** Whether a URL answers with 200. The lab's API server signs its certificate itself. */
export function answers(url: string, token?: string): Promise<boolean> {
  if (url.startsWith('http://')) {
    return fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
      response => response.ok,
      () => false,
    );
  }
  return new Promise(resolve => {
    const call = request(
      url,
      {
        rejectUnauthorized: false,
        timeout: 2_000,
        headers: token ? { Authorization: `Bearer ${token}` } : {},
      },
      response => {
        response.resume();
        resolve(response.statusCode === 200);
      },
    );
    call.on('timeout', () => call.destroy());
    call.on('error', () => resolve(false));
    call.end();
  });
}

export function isListening(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = createConnection({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
