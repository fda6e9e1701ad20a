import { refuseOldNode } from './setup/node-version.mjs';

// `npm test`: sets up what is missing, then type check, lint and tests. Arguments go on to jest:
// `npm test -- test/scripts -t 'lock'`.
refuseOldNode();
Promise.all([
  import('./setup/index.mjs'),
  import('./setup/main.mjs'),
  import('./test/run-tests.mjs'),
  import('./test/other-node.mjs'),
  import('./test/nbgrader.mjs'),
]).then(async ([{ setUp }, { runMain }, { runTests, isInCi }, otherNode, { nbgraderStep }]) => {
  const { otherNodeStep, otherNodeVariable } = otherNode;
  let total = { passed: 0, failed: 1 };
  await runMain(async () => {
    // Type errors are for the type check to report.
    const context = await setUp({
      typeErrors: 'ignored',
      moreSteps: (given) => [nbgraderStep(given), ...(isInCi(given.env) ? [otherNodeStep(given)] : [])],
    });
    total = runTests(
      { ...context, env: { ...context.env, ...otherNodeVariable(context) } },
      process.argv.slice(2),
    );
    return total.failed > 0 ? 1 : 0;
  });
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
});
