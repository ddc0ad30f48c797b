import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';

/** The portal as forges see it: takes whatever is delivered, or answers as it is told. */
export class Receiver {
  status = 200;
  readonly #server: Server = createServer((request, response) => {
    request.resume();
    response.writeHead(this.status).end();
  });

  static async start(): Promise<Receiver> {
    const receiver = new Receiver();
    await new Promise<void>(done =>
      receiver.#server.listen(0, '127.0.0.1', done),
    );
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(done => this.#server.close(done));
  }
}
