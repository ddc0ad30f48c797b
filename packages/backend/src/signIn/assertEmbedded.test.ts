import { ConfigReader } from '@backstage/config';
import { assertEmbedded } from './assertEmbedded';

describe('assertEmbedded', () => {
  it.each(['127.0.0.1', '::1', 'localhost'])('lets %s pass', host => {
    const config = new ConfigReader({ backend: { listen: { host } } });

    expect(() => assertEmbedded(config)).not.toThrow();
  });

  it.each([
    [{ backend: { listen: { host: '0.0.0.0' } } }, "'0.0.0.0'"],
    [{ backend: { listen: { port: 7007 } } }, 'not set'],
    [{ backend: { listen: ':7007' } }, ''],
  ])('refuses %j, and says what to do', (data, word) => {
    expect(() => assertEmbedded(new ConfigReader(data))).toThrow(word);
  });
});
