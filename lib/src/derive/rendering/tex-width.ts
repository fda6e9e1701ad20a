/** How wide commands are, in em; one that is not here is a letter. */
const widths: Readonly<Record<string, number>> = {
  quad: 1,
  qquad: 2,
  enspace: 0.5,
  thinspace: 0.17,
  medspace: 0.22,
  thickspace: 0.28,
  left: 0,
  right: 0,
  displaystyle: 0,
  textstyle: 0,
  cr: 0,
  checkmark: 0.83,
  infty: 1,
  top: 0.78,
  nabla: 0.83,
  partial: 0.53,
  cdot: 0.73,
  odot: 1.2,
  dots: 1.2,
  star: 0.5,
};

const relations = new Set('le ge ne to sim approx in lt gt mapsto wedge vee setminus times'.split(' '));
const words = new Set('exp log sin cos tan arctan sinh cosh tanh max min det arg lim Pr'.split(' '));
const upright = new Set('text mathrm operatorname mathbb mathcal mathbf boldsymbol'.split(' '));
const stacked = new Set(['sum', 'prod']);

const relation = 1.33;
const binary = 1.22;

/** About how wide LaTeX is once it is set in display style, in em: good to a tenth or so, enough to choose a layout. */
export function texWidth(tex: string): number {
  return new Reader(tex).all();
}

class Reader {
  #at = 0;

  constructor(private readonly tex: string) {}

  /** The widest row up to a closing brace, an `\end` or the end. */
  all(): number {
    let widest = 0;
    let row = 0;
    // What the next script stands at, and how far scripts there reach already.
    let base = 0;
    let scripts = 0;
    let isStacked = false;
    const add = (width: number, holdsScripts = false) => {
      row += width;
      base = width;
      scripts = 0;
      isStacked = holdsScripts;
    };
    while (this.#at < this.tex.length) {
      const sign = this.tex[this.#at++];
      if (sign === '}') break;
      if (sign === '^' || sign === '_') {
        const reach = 0.72 * this.#argument();
        const more = Math.max(0, reach - Math.max(scripts, isStacked ? base : 0));
        row += more;
        scripts = Math.max(scripts, reach);
      } else if (sign === '&') add(1);
      else if (sign === '{') add(this.all());
      else if (sign === '\\') {
        const command = this.#command();
        if (command === 'end') {
          this.#group();
          break;
        }
        if (command === '\\' || command === 'cr') {
          widest = Math.max(widest, row);
          row = 0;
        } else add(this.#widthOf(command), stacked.has(command));
      } else if (!/\s/.test(sign)) add(charWidth(sign));
    }
    return Math.max(widest, row);
  }

  #command(): string {
    const [name] = /^([A-Za-z]+|[\s\S]?)/.exec(this.tex.slice(this.#at)) as RegExpExecArray;
    this.#at += name.length;
    return name;
  }

  #widthOf(command: string): number {
    if (command === 'frac') return Math.max(this.#argument(), this.#argument()) + 0.24;
    if (command === 'binom') return Math.max(this.#argument(), this.#argument()) + 1;
    if (command === 'sqrt') {
      if (this.tex[this.#at] === '[') this.#at = this.tex.indexOf(']', this.#at) + 1;
      return this.#argument() + 0.9;
    }
    if (command === 'vphantom') return 0 * this.#group().length;
    if (command === 'begin') {
      const environment = this.#group();
      if (environment === 'array') this.#group();
      return this.all() + 1;
    }
    if (upright.has(command)) return 0.5 * this.#group().replace(/\\[a-z]+\{\}/g, '_').length;
    if (words.has(command)) return 0.5 * command.length + 0.17;
    if (stacked.has(command)) return 1.6;
    if (relations.has(command)) return relation;
    return widths[command] ?? (command.length === 1 ? 0.25 : 0.58);
  }

  /** The text of a group in braces. */
  #group(): string {
    if (this.tex[this.#at] !== '{') return this.tex[this.#at++] ?? '';
    const from = this.#at + 1;
    let depth = 0;
    while (this.#at < this.tex.length) {
      const sign = this.tex[this.#at++];
      if (sign === '\\') this.#at++;
      else if (sign === '{') depth++;
      else if (sign === '}' && --depth === 0) break;
    }
    return this.tex.slice(from, this.#at - 1);
  }

  /** The width of what one command takes: a group, a command or a sign. */
  #argument(): number {
    while (/\s/.test(this.tex[this.#at] ?? '')) this.#at++;
    const sign = this.tex[this.#at++] ?? '';
    if (sign === '{') return this.all();
    return sign === '\\' ? this.#widthOf(this.#command()) : charWidth(sign);
  }
}

function charWidth(sign: string): number {
  if (sign === '+' || sign === '-') return binary;
  if (sign === '=' || sign === '<' || sign === '>') return relation;
  if (/[.,:;'!|]/.test(sign)) return 0.35;
  return /[()[\]/]/.test(sign) ? 0.42 : 0.54;
}
