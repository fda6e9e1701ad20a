import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultLimits, type Limits } from './limits';
import { UsageError } from './usage-error';

export interface Check {
  /** The title of the jest test. */
  name: string;
  points: number;
}

/** One answer of an exercise notebook: a cell, a function and the checks of it. */
export interface Part {
  /** nbgrader's grade_id of the answer cell, and name of the test and solution files. */
  id: string;
  title: string;
  checks: Check[];
}

export interface Exercise {
  id: string;
  title: string;
  folder: string;
  parts: Part[];
  limits: Limits;
  /** Declarations that the notebook gives and the answers may use. */
  prelude: string;
  /** Reference solutions by part, with nbgrader's solution marks. */
  solutions: Record<string, string>;
}

interface Manifest {
  title: string;
  parts: Part[];
  limits?: Partial<Limits>;
}

/** The folder with one folder per exercise. */
const exercisesFolder = join(__dirname, '..', 'exercises');

export function exerciseIds(): string[] {
  return readdirSync(exercisesFolder).filter((name) =>
    existsSync(join(exercisesFolder, name, 'exercise.json')),
  );
}

export function loadExercise(id: string): Exercise {
  const known = exerciseIds();
  if (!known.includes(id)) {
    throw new UsageError(`There is no exercise "${id}"; this grader knows ${known.join(', ')}.`);
  }
  const folder = join(exercisesFolder, id);
  const manifest: Manifest = JSON.parse(readFileSync(join(folder, 'exercise.json'), 'utf8'));
  const prelude = join(folder, 'prelude.ts');
  return {
    id,
    title: manifest.title,
    folder,
    parts: manifest.parts,
    limits: { ...defaultLimits, ...manifest.limits },
    prelude: existsSync(prelude) ? readFileSync(prelude, 'utf8') : '',
    solutions: Object.fromEntries(
      manifest.parts.map((part) => [
        part.id,
        readFileSync(join(folder, 'solution', `${part.id}.ts`), 'utf8'),
      ]),
    ),
  };
}
