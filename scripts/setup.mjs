import { refuseOldNode } from './setup/node-version.mjs';

// `npm run setup`: everything that `npm start` and `npm test` need, without starting anything.
refuseOldNode();
Promise.all([import('./setup/index.mjs'), import('./setup/main.mjs')]).then(([{ setUp }, { runMain }]) =>
  runMain(async () => {
    await setUp();
  }),
);
