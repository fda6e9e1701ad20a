import type ts from 'typescript-5';

/** What TypeScript knows about a name, ready to be shown. */
export interface Description {
  /** One or more signatures. */
  signature: string;
  /** In a call: the parameter that the cursor is at, and what is said of it. */
  parameter?: { label: string; documentation: ts.SymbolDisplayPart[] };
  documentation: ts.SymbolDisplayPart[];
  tags: readonly ts.JSDocTagInfo[];
  /** The text of the declaration, where it was asked for. */
  source?: string;
}

/** Draws links in one way or the other. */
type Link = (label: string, target: string | undefined) => string;

export function plainText({ signature, parameter, documentation, tags, source }: Description): string {
  const link: Link = (label, target) => (target === undefined ? label : `${label} (${target})`);
  const parts = [signature];
  if (parameter) parts.push(spaced(parameter.label, textOf(parameter.documentation, link)));
  parts.push(textOf(documentation, link));
  parts.push(tags.map(({ name, text }) => `@${name} ${textOf(text, link)}`.trimEnd()).join('\n'));
  if (source !== undefined) parts.push(source);
  return parts.filter((part) => part !== '').join('\n\n');
}

export function markdown({ signature, parameter, documentation, tags, source }: Description): string {
  const link: Link = (label, target) => (target === undefined ? `\`${label}\`` : `[${label}](${target})`);
  const parts = [block(signature)];
  if (parameter) parts.push(spaced(`**\`${parameter.label}\`**`, textOf(parameter.documentation, link)));
  const deprecated = tags.filter(({ name }) => name === 'deprecated');
  const others = tags.filter(({ name }) => name !== 'deprecated');
  for (const tag of deprecated) parts.push(`**Deprecated.** ${textOf(tag.text, link)}`.trimEnd());
  parts.push(textOf(documentation, link));
  for (const tag of others) parts.push(markdownTag(tag, link));
  if (source !== undefined) parts.push(block(source));
  return parts.filter((part) => part !== '').join('\n\n');
}

function markdownTag({ name, text }: ts.JSDocTagInfo, link: Link): string {
  const content = textOf(text, link);
  if (name === 'example') return `*@example*\n\n${example(content)}`;
  const parameter = /^(param|typeParam|template)$/.test(name) && /^(\S+)\s*-?\s*([\s\S]*)$/.exec(content);
  if (parameter) return `*@${name}* \`${parameter[1]}\` ${parameter[2]}`.trimEnd();
  return `*@${name}* ${content}`.trimEnd();
}

/** An example is code, unless it says itself what of it is; its first line may be a caption. */
function example(content: string): string {
  if (content.includes('```')) return content;
  const caption = /^<caption>(.*?)<\/caption>\s*/.exec(content);
  return caption ? `${caption[1]}\n\n${block(content.slice(caption[0].length))}` : block(content);
}

function block(code: string): string {
  return `\`\`\`typescript\n${code}\n\`\`\``;
}

function spaced(head: string, text: string): string {
  return text === '' ? head : `${head}: ${text}`;
}

/** The text of documentation, `{@link …}` resolved. */
function textOf(parts: readonly ts.SymbolDisplayPart[] | undefined, link: Link): string {
  let text = '';
  let inLink: { name: string; label: string } | undefined;
  for (const part of parts ?? []) {
    if (part.kind === 'link') {
      if (inLink) text += drawLink(inLink, link);
      inLink = inLink ? undefined : { name: '', label: '' };
    } else if (inLink && part.kind === 'linkName') inLink.name += part.text;
    else if (inLink) inLink.label += part.text;
    else text += part.text;
  }
  return text.trim();
}

/** `{@link https://… label}`, `{@link name|label}` or `{@link name}`. */
function drawLink({ name, label }: { name: string; label: string }, link: Link): string {
  const [, address, rest] = /^\s*(?:(https?:\/\/[^\s|]+))?[\s|]*([\s\S]*)$/.exec(name + label) ?? [];
  if (address !== undefined) return link(rest.trim() === '' ? address : rest.trim(), address);
  const own = label.replace(/^[\s|]+/, '').trim();
  return link(own !== '' && !own.startsWith('(') ? own : name.trim() + own, undefined);
}
