/** What was given, in the words of the one who refuses it: shown without quotes, unlike a text that a user gave. */
export class Described {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Words for what was given where the value itself would say less: `of shape [2]`, `never assigned`. */
export const described = (text: string): Described => new Described(text);
