import type { MimeBundle } from '../../show';
import { numberToTex } from '../display-rule';
import { escapeTex } from '../escape-tex';
import { nameOf } from './base-optimizer';
import type { Lookahead } from './lookahead';

/** The mathematics of Lookahead, as LaTeX and as text. */
export function displayLookahead({ base, k, alpha }: Lookahead): MimeBundle {
  const name = `Lookahead, around ${nameOf(base)}`;
  const latex = [
    '$$\\begin{aligned}',
    `&\\textbf{${escapeTex(name)}} \\quad k = ${k},\\; \\alpha = ${numberToTex(alpha)} \\\\`,
    '\\theta_t &= \\mathrm{step}(\\theta_{t-1}, g_t) \\\\',
    '\\phi_t &= (1 - \\alpha)\\, \\phi_{t-k} + \\alpha\\, \\theta_t, \\quad \\theta_t = \\phi_t \\quad \\text{where } k \\text{ divides } t \\\\',
    '&\\text{Zhang et al. 2019, Algorithm 1}',
    '\\end{aligned}$$',
  ].join('\n');
  const text = [
    `${name} (k = ${k}, alpha = ${alpha})`,
    `  p = the step of ${nameOf(base)}`,
    '  every k steps: slow = (1 - alpha) slow + alpha p, and p = slow',
  ].join('\n');
  return { 'text/plain': text, 'text/latex': latex };
}
