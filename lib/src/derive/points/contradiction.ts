import { InvalidInput } from '../../errors';
import { parseMath } from '../../formula/parse-math';
import { compileExpression, exactly } from '../language/evaluate';
import { isFiniteValue, type Scope, ShapeError } from '../language/value';
import { plainText } from './counterexample';
import { plainValue, type Setting } from './setting';

/**
 * The error that names the assumptions of which no value satisfies all, with the values at which the last draw failed.
 *
 * @param name the name that had no value in the last draw
 * @param failing the names that had none in some draw
 * @param scope the values of the names before it
 */
export function contradiction(
  setting: Setting,
  name: string,
  failing: ReadonlySet<string>,
  scope: Scope,
): InvalidInput {
  const reads = (from: string, each: string) => each === from || setting.dependsOn(from, each);
  const involved = setting.declared.filter((each) => [...failing].some((from) => reads(from, each)));
  const beside = involved.filter((each) => Object.hasOwn(scope, each));
  const values = beside.map((each) => `${each} = ${plainText(plainValue(scope[each]))}`).join(', ');
  const { definition } = setting.assumptions[name];
  return new InvalidInput({
    subject: 'assumptions',
    given: involved.map((each) => setting.inWords(each)).join('; '),
    allowed: 'satisfiable together',
    remedy:
      definition === undefined
        ? `No value of ${name} was found beside the others${values && `, for example beside ${values}`}: check the ends of its range and its sizes.`
        : `No value of ${name} was found${values && ` beside the others, for example beside ${values}`}: there ${whyUndefined(definition, scope)}.`,
  });
}

function whyUndefined(definition: string, scope: Scope): string {
  try {
    const value = compileExpression(parseMath(definition, 'definedAs'), 'definedAs')(scope, exactly);
    if (isFiniteValue(value)) return `${definition} is defined, but not where the other draws were`;
    return `${definition} is ${typeof value === 'number' ? value : 'not finite'}`;
  } catch (error) {
    if (error instanceof ShapeError) return error.message;
    throw error;
  }
}
