/**
 * The commands of a script line as lists of words, in order: quotes are taken off, a backslash at
 * a line's end joins it with the next, comments are left out. Variables must have been expanded.
 * Enough of a shell to see which programs are called with which arguments, and no more.
 */
export function splitCommands(script: string): string[][] {
  const commands: string[][] = [];
  let words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  const endWord = () => {
    if (word !== undefined) {
      words.push(word);
      word = undefined;
    }
  };
  const endCommand = () => {
    endWord();
    if (words.length > 0) {
      commands.push(words);
      words = [];
    }
  };
  for (let at = 0; at < script.length; at += 1) {
    const character = script[at];
    if (quote) {
      if (character === quote) {
        quote = undefined;
      } else {
        word += character;
      }
    } else if (character === "'" || character === '"') {
      quote = character;
      word ??= '';
    } else if (character === '\\') {
      at += 1;
      if (script[at] !== '\n') {
        word = (word ?? '') + (script[at] ?? '');
      }
    } else if (character === '#' && word === undefined) {
      while (at + 1 < script.length && script[at + 1] !== '\n') {
        at += 1;
      }
    } else if (/[\n;&|]/.test(character)) {
      endCommand();
    } else if (/\s/.test(character)) {
      endWord();
    } else {
      word = (word ?? '') + character;
    }
  }
  endCommand();
  return commands;
}
