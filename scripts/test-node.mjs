import { refuseOldNode } from './setup/node-version.mjs';

// `npm run test:node`: fetches another major version of Node, and runs the tests that need it.
refuseOldNode();
Promise.all([
  import('./setup/index.mjs'),
  import('./setup/main.mjs'),
  import('./test/run-tests.mjs'),
  import('./test/other-node.mjs'),
]).then(([{ setUp }, { runMain }, { runJest }, { otherNodeStep, otherNodeVariable }]) =>
  runMain(async () => {
    const context = await setUp({ moreSteps: (given) => [otherNodeStep(given)] });
    const env = { ...context.env, ...otherNodeVariable(context) };
    const { passed, failed } = runJest({ ...context, env }, ['test/scripts/other-node']);
    console.log(`\n${passed} passed, ${failed} failed`);
    return failed > 0 ? 1 : 0;
  }),
);
