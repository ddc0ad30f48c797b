/** Why somebody did not answer, without the words of who asked. */
export function reasonOf(error: Error): string {
  const reason = /did not answer .*?: (.+)$/s.exec(error.message)?.[1];
  return (reason ?? error.message).replace(/\.$/, '');
}
