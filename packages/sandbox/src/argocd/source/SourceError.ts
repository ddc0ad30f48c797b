/** What is wrong with a source, in the words that stand in the Application's condition. */
export class SourceError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'SourceError';
  }
}

/** Somebody may have written a password into an address; it is not repeated. */
export function withoutUserInfo(text: string): string {
  return text.replace(/\/\/[^/@\s]+@/g, '//');
}
