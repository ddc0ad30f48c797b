/** Whether a push asks for no pipeline: `[skip ci]` in the message, or the option `ci.skip`. */
export function asksToSkip(message: string, options: string[]): boolean {
  return (
    /\[(ci[ _-]skip|skip[ _-]ci)\]/i.test(message) ||
    options.some(option => option === 'ci.skip' || option === 'ci.skip=true')
  );
}
