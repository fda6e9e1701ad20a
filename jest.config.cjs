// No test writes into the user's own history of cells.
process.env.OPTLAB_KERNEL_HISTORY ??= 'off';

module.exports = {
  rootDir: __dirname,
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: {
    // watr is published as ECMAScript modules only.
    '\\.ts$|/watr/.+\\.js$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!watr/)'],
  moduleNameMapper: { '^optlab$': '<rootDir>/lib/src/index.ts' },
  modulePathIgnorePatterns: ['<rootDir>/(lib|kernel|grading)/dist/', '<rootDir>/(build|\\.venv|\\.cache)/'],
  testEnvironment: '<rootDir>/test/support/environment.cjs',
  testTimeout: 30_000,
  maxWorkers: 2,
  reporters: ['default', '<rootDir>/test/support/reporter.cjs'],
};
