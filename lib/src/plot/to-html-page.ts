import { readFileSync } from 'node:fs';
import { escapeHtml } from '../show/html';
import type { Figure } from './figure';
import { withoutTags } from './words';

/** A page that needs nothing but a browser. */
export function toHtmlPage({ data, layout, config, alt }: Figure): string {
  const { text = '' } = (layout.title ?? {}) as { text?: string };
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escapeHtml(withoutTags(text))}</title>
<script>${inScript(plotlySource())}</script>
</head>
<body style="margin:0;background:#ffffff">
<div id="figure" role="img" aria-label="${escapeHtml(alt)}"></div>
<script>
const { data, layout, config } = ${inScript(JSON.stringify({ data, layout, config: { ...config, responsive: true } }))};
Plotly.newPlot('figure', data, layout, config);
</script>
</body>
</html>
`;
}

function plotlySource(): string {
  return readFileSync(require.resolve('plotly.js-dist/plotly.js'), 'utf8');
}

/** Nothing inside a script may look like the end of that script; both spellings mean the same in a string. */
const inScript = (code: string): string =>
  code.replace(/<\/script/gi, '<\\/script').replace(/<!--/g, '<\\!--');
