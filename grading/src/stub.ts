/** What stands in an answer cell before the learner writes, as nbgrader's `ClearSolutions.code_stub` has it. */
const stubLines = ['// YOUR CODE HERE', 'throw new Error("No answer given");'];

/** A solution with its regions `### BEGIN SOLUTION` ... `### END SOLUTION` replaced by the stub. */
export function clearSolution(solution: string): string {
  const cleared: string[] = [];
  let inside = false;
  for (const line of solution.trimEnd().split('\n')) {
    if (line.includes('### BEGIN SOLUTION')) {
      inside = true;
      const indent = /^\s*/.exec(line)?.[0] ?? '';
      cleared.push(...stubLines.map((stub) => indent + stub));
    } else if (line.includes('### END SOLUTION')) {
      inside = false;
    } else if (!inside) {
      cleared.push(line);
    }
  }
  return cleared.join('\n');
}

/** Whether an answer is still the stub, whatever its white space. */
export function isUnanswered(answer: string, solution: string): boolean {
  const squeeze = (code: string) => code.replace(/\s+/g, '');
  const squeezed = squeeze(answer);
  return squeezed === '' || squeezed === squeeze(clearSolution(solution));
}
