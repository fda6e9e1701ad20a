import { SetupFailure } from './failure.mjs';

/**
 * Runs a command's main function; a failure is told in a sentence, and ends the process with code 1.
 * @param {() => Promise<number | void>} main
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    if (!(error instanceof SetupFailure)) throw error;
    console.error(`\n${error.message}`);
    if (error.details) console.error(`\n${error.details.replace(/^/gm, '    ')}`);
    console.error('\nThe whole output is in .cache/setup.log.');
    process.exitCode = 1;
  }
}
