const greek = Object.fromEntries(
  (
    'α alpha β beta γ gamma δ delta ε varepsilon ζ zeta η eta θ theta ι iota κ kappa λ lambda μ mu ν nu ξ xi π pi ρ rho ' +
    'σ sigma τ tau υ upsilon φ varphi χ chi ψ psi ω omega Γ Gamma Δ Delta Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma Φ Phi ' +
    'Ψ Psi Ω Omega'
  )
    .match(/\S+ \S+/g)
    ?.map((pair) => pair.split(' ')) ?? [],
);

const operators: Readonly<Record<string, string>> = {
  '×': 'times',
  '·': 'cdot',
  '±': 'pm',
  '√': 'surd',
  '∞': 'infty',
  '∑': 'sum',
  '‖': 'Vert',
  '⊤': 'top',
  '≤': 'le',
  '≥': 'ge',
  '≠': 'ne',
  '≈': 'approx',
  '→': 'to',
  '∈': 'in',
};

const powers: Readonly<Record<string, string>> = { '²': '2', '³': '3', ⁿ: 'n' };

/** The command for a mathematical character that stands among words: fonts for text have no such characters. */
export function signInWords(character: string): string | undefined {
  const command = operators[character] ?? greek[character];
  if (command) return `\\${command}`;
  if (powers[character]) return `{}^${powers[character]}`;
  return character === '−' ? '-' : undefined;
}

/** Every character that {@link signInWords} knows. */
export const signsInWords: readonly string[] = [
  ...Object.keys(operators),
  ...Object.keys(greek),
  ...Object.keys(powers),
  '−',
];
