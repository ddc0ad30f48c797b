/** Base64 as Secrets hold it, in browsers and in Node. */
export function encodeBase64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

/** Undefined for what is not base64 of UTF-8. */
export function decodeBase64(text: string | undefined): string | undefined {
  if (text === undefined) {
    return undefined;
  }
  try {
    const bytes = Uint8Array.from(atob(text), char => char.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // What cannot be decoded is of no use, which is what undefined says.
    return undefined;
  }
}
