import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { needs } from '../../support/prerequisite';
import { ensureBuilt } from '../support/build';
import { pytest } from '../support/pytest';

needs('venv', 'kernelspec')('clients written in Python', () => {
  beforeAll(ensureBuilt, 60_000);

  test.concurrent.each(['notebook_tools.py', 'console_session.py'])(
    'every test of %s passes',
    async (name) => {
      const file = join(__dirname, name);
      const { passed, others, report } = await pytest(file);
      if (others.length > 0) throw new Error(report.slice(-8000));
      expect(passed).toHaveLength(readFileSync(file, 'utf8').match(/^def test_/gm)?.length ?? 0);
    },
    200_000,
  );
});
