/** Words after which a command begins, or that are no program themselves. */
const keywords = new Set(
  'if then elif else fi do done while until ! time { } esac env exec command nohup'.split(
    ' ',
  ),
);

/** Words whose operands name no program. */
const wholeLine = new Set(['for', 'select', 'function']);

/** The texts that here-documents hold are data. */
function withoutHereDocuments(script: string): string {
  const kept: string[] = [];
  const awaited: string[] = [];
  for (const line of script.split('\n')) {
    if (awaited.length > 0) {
      if (line.trim() === awaited[0]) {
        awaited.shift();
      }
      continue;
    }
    kept.push(line);
    for (const [, , word] of line.matchAll(/<<-?\s*(['"]?)([A-Za-z_]\w*)\1/g)) {
      awaited.push(word);
    }
  }
  return kept.join('\n');
}

/** Where the bracket that is opened before `at` is closed. */
function closing(text: string, at: number, open: string, close: string) {
  let depth = 1;
  for (let index = at; index < text.length; index += 1) {
    if (text[index] === '\\') {
      index += 1;
    } else if (text[index] === "'") {
      const end = text.indexOf("'", index + 1);
      index = end < 0 ? text.length : end;
    } else if (text[index] === open) {
      depth += 1;
    } else if (text[index] === close) {
      depth -= 1;
      if (depth === 0) {
        return index;
      }
    }
  }
  return text.length;
}

class Scanner {
  readonly programs: string[] = [];
  readonly #text: string;
  #at = 0;
  #word: string | undefined;
  #wordIsPlain = true;
  #expectsProgram = true;
  #isTarget = false;
  #casesOpen = 0;

  constructor(text: string) {
    this.#text = text;
  }

  run(): string[] {
    while (this.#at < this.#text.length) {
      this.#step();
    }
    this.#endWord();
    return this.programs;
  }

  #step(): void {
    const text = this.#text;
    const character = text[this.#at];
    switch (character) {
      case '\\':
        if (text[this.#at + 1] !== '\n') {
          this.#add(text[this.#at + 1] ?? '');
        }
        this.#at += 2;
        return;
      case "'": {
        const end = text.indexOf("'", this.#at + 1);
        const stop = end < 0 ? text.length : end;
        this.#add(text.slice(this.#at + 1, stop));
        this.#at = stop + 1;
        return;
      }
      case '"':
        this.#doubleQuoted();
        return;
      case '$':
      case '`':
        this.#expansion();
        return;
      case '#':
        if (this.#word === undefined) {
          const end = text.indexOf('\n', this.#at);
          this.#at = end < 0 ? text.length : end;
          return;
        }
        break;
      case '<':
      case '>':
        this.#redirect();
        return;
      case '(':
        // `name()` makes a function; its name is known from then on.
        this.#endWord();
        this.#expectsProgram = true;
        this.#at += 1;
        return;
      case ')':
        this.#endWord();
        this.#expectsProgram = true;
        this.#at += 1;
        return;
      case ';':
      case '&':
      case '|':
      case '\n':
        this.#separator(character);
        return;
      case ' ':
      case '\t':
      case '\r':
        this.#at += 1;
        this.#endWord();
        return;
      default:
    }
    this.#add(character);
    this.#at += 1;
  }

  #add(text: string): void {
    this.#word = (this.#word ?? '') + text;
  }

  #separator(character: string): void {
    this.#endWord();
    const text = this.#text;
    const isCaseEnd = character === ';' && text[this.#at + 1] === ';';
    this.#at += isCaseEnd ? 2 : 1;
    this.#expectsProgram = true;
    this.#isTarget = false;
    if (isCaseEnd && this.#casesOpen > 0) {
      this.#casePattern();
    }
  }

  #redirect(): void {
    // The number of a file in front of it is no word.
    if (this.#word !== undefined && /^\d+$/.test(this.#word)) {
      this.#word = undefined;
    }
    this.#endWord();
    const [operator] = /^[<>&|-]+/.exec(this.#text.slice(this.#at))!;
    this.#at += operator.length;
    this.#isTarget = true;
  }

  #doubleQuoted(): void {
    this.#add('');
    this.#at += 1;
    const text = this.#text;
    while (this.#at < text.length && text[this.#at] !== '"') {
      if (text[this.#at] === '\\') {
        this.#add(text[this.#at + 1] ?? '');
        this.#at += 2;
      } else if (text[this.#at] === '$' || text[this.#at] === '`') {
        this.#expansion();
      } else {
        this.#add(text[this.#at]);
        this.#at += 1;
      }
    }
    this.#at += 1;
  }

  #expansion(): void {
    const text = this.#text;
    this.#add('');
    this.#wordIsPlain = false;
    if (text[this.#at] === '`') {
      const end = text.indexOf('`', this.#at + 1);
      const stop = end < 0 ? text.length : end;
      this.programs.push(...findIn(text.slice(this.#at + 1, stop)));
      this.#at = stop + 1;
    } else if (text.startsWith('$((', this.#at)) {
      this.#at = closing(text, this.#at + 2, '(', ')') + 1;
    } else if (text.startsWith('$(', this.#at)) {
      const end = closing(text, this.#at + 2, '(', ')');
      this.programs.push(...findIn(text.slice(this.#at + 2, end)));
      this.#at = end + 1;
    } else if (text.startsWith('${', this.#at)) {
      this.#at = closing(text, this.#at + 2, '{', '}') + 1;
    } else {
      this.#at += 1;
    }
  }

  #endWord(): void {
    const word = this.#word;
    if (word === undefined) {
      return;
    }
    const plain = this.#wordIsPlain;
    this.#word = undefined;
    this.#wordIsPlain = true;
    if (this.#isTarget) {
      this.#isTarget = false;
      return;
    }
    if (!this.#expectsProgram || /^[A-Za-z_]\w*\+?=/.test(word)) {
      return;
    }
    if (plain && keywords.has(word)) {
      this.#casesOpen -= word === 'esac' ? 1 : 0;
      return;
    }
    if (plain && (wholeLine.has(word) || word === '[[')) {
      this.#skipTo(word === '[[' ? /\]\]/g : /[;\n{]/g);
      return;
    }
    if (plain && word === 'case') {
      this.#skipTo(/\sin\s/g);
      this.#casesOpen += 1;
      this.#casePattern();
      return;
    }
    this.#expectsProgram = false;
    // Which program an expansion comes to is not known before it is run.
    this.programs.push(plain ? word : `${word}$`);
  }

  #skipTo(pattern: RegExp): void {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    this.#at = found ? found.index + found[0].length : this.#text.length;
    this.#expectsProgram = found?.[0] !== ']]';
  }

  #casePattern(): void {
    const rest = this.#text.slice(this.#at);
    if (!/^\s*esac\b/.test(rest)) {
      this.#skipTo(/\)/g);
      this.#expectsProgram = true;
    }
  }
}

function findIn(text: string): string[] {
  return new Scanner(text).run();
}

/**
 * The programs that a script calls, in order, with those of its `$( )`. Enough of a shell to see
 * them; a name that only an expansion tells ends in `$`.
 */
export function findPrograms(script: string): string[] {
  const text = withoutHereDocuments(script);
  const functions = new Set(
    [...text.matchAll(/(?:^|[\s;])(?:function\s+)?([\w-]+)\s*\(\)/g)].map(
      ([, name]) => name,
    ),
  );
  return findIn(text).filter(program => !functions.has(program));
}
