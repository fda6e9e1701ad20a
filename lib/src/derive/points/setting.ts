import { InvalidInput } from '../../errors';
import { parseMath } from '../../formula/parse-math';
import type { Assumption, Assumptions } from '../assumptions';
import { randomAbbreviations } from '../expectation/abbreviations';
import { readingFrom, unfoldInDerivatives } from '../language/unfold';
import type { Scope, Value } from '../language/value';
import type { Knowledge } from '../proof/prove';
import { inOrder, withSizes } from './declared-names';
import { drawPoints } from './draw-points';
import { factsOf } from './facts';

export { type PlainValue, plainPoint, plainValue } from './plain-value';

/** The declared names in an order in which each can be drawn after those it depends on. */
export class Setting {
  readonly assumptions: Assumptions;
  /** Every declared name. */
  readonly declared: readonly string[];
  /** The names that have a value at a point; of a random name that is its distribution. */
  readonly names: readonly string[];
  knowledge: Knowledge;
  /** The points drawn so far, by their number and seed: every step of a derivation is checked at the same. */
  readonly #drawn = new Map<string, readonly Scope[]>();

  /** @throws InvalidInput for names that are undeclared, circular or malformed */
  constructor(given: Assumptions) {
    this.assumptions = withSizes(given);
    this.declared = inOrder(this.assumptions);
    const abbreviations = randomAbbreviations(this.declared, this.assumptions);
    this.names = this.declared.filter((name) => !abbreviations.has(name));
    const having = (test: (assumption: Assumption) => boolean) =>
      new Set(this.names.filter((name) => test(this.assumptions[name])));
    this.knowledge = {
      facts: factsOf(this.names, this.assumptions),
      scalars: having((a) =>
        a.random ? a.random.shape === 'single' : a.kind === 'number' && a.definition === undefined,
      ),
      random: new Map(
        this.names.flatMap((name) => {
          const { random: law } = this.assumptions[name];
          return law === undefined ? [] : [[name, law]];
        }),
      ),
      ranges: new Map(
        Object.entries(this.assumptions).flatMap(([name, { items }]) =>
          items
            ? [[name, { low: parseMath(items.low, name), high: parseMath(items.high, name) }] as const]
            : [],
        ),
      ),
      abbreviations,
      sequences: having((a) => a.kind !== 'number'),
      ...matrixKnowledge(this.assumptions),
      scalarDefinitions: new Set<string>(),
      definitions: new Map(
        this.declared.flatMap((name) => {
          const { definition } = this.assumptions[name];
          return definition === undefined ? [] : [[name, parseMath(definition, 'definedAs')]];
        }),
      ),
    };
    const matrixNames = new Set(
      [...this.knowledge.matrixNames].flatMap((name) => [...readingFrom(name, this.knowledge.definitions)]),
    );
    this.knowledge = { ...this.knowledge, matrixNames };
    for (const [name, formula] of this.knowledge.definitions) {
      if (unfoldInDerivatives(formula, this.knowledge.definitions).toString() === formula.toString())
        continue;
      throw new InvalidInput({
        subject: `assumptions: ${name}`,
        given: this.assumptions[name].text,
        allowed: 'a definition whose derivatives are of formulas written out',
        remedy: 'It differentiates another definition: put that formula in its place.',
      });
    }
  }

  /**
   * Points that satisfy the assumptions: first special and simple values, then random ones.
   *
   * @throws InvalidInput if no draw satisfies them: they contradict each other
   */
  points(count: number, seed: number): Scope[] {
    const key = `${count} ${seed}`;
    const known = this.#drawn.get(key);
    if (known) return [...known];
    const points = drawPoints(this, count, seed);
    this.#drawn.set(key, points);
    this.knowledge = { ...this.knowledge, scalarDefinitions: this.scalarDefinitionsAt(points) };
    return [...points];
  }

  /** The definitions that are numbers, of whatever sizes; proofs may treat them as indivisible. */
  private readonly scalarDefinitionsAt = (points: readonly Scope[]) =>
    new Set(
      this.names.filter(
        (name) =>
          this.assumptions[name].definition &&
          !this.seenAsMatrix.has(name) &&
          points.every((point) => typeof point[name] === 'number' || !this.seenAsMatrix.add(name)),
      ),
    );

  private readonly seenAsMatrix = new Set<string>();

  /** Whether a name's distribution, range or definition depends on another name, directly or through others. */
  dependsOn(name: string, on: string): boolean {
    const { needs } = this.assumptions[name];
    return needs.some(
      (needed) => needed === on || (needed in this.assumptions && this.dependsOn(needed, on)),
    );
  }

  /** A name and what is assumed of it, in words. */
  inWords(name: string): string {
    const { text, random } = this.assumptions[name];
    const others = random ? [...this.knowledge.random.keys()].filter((other) => other !== name) : [];
    return `${name} ${text}${others.length > 0 ? `, independent of ${others.join(', ')}` : ''}`;
  }

  /**
   * The point with one value changed and everything that depends on it brought up to date: definitions are computed
   * anew, values that no longer fit are replaced by simple ones. Undefined where that fails.
   */
  changed(point: Scope, name: string, value: Value): Scope | undefined {
    const scope: Scope = {};
    const affected = new Set([name]);
    for (const each of this.names) {
      if (each !== name && !this.assumptions[each].needs.some((needed) => affected.has(needed))) {
        scope[each] = point[each];
        continue;
      }
      affected.add(each);
      const assumption = this.assumptions[each];
      let next: Value | undefined = each === name ? value : point[each];
      if (assumption.definition !== undefined || assumption.random) next = assumption.simple(scope)[0];
      else if (next === undefined || !assumption.allows(next, scope)) {
        next = each === name ? undefined : assumption.simple(scope)[0];
      }
      if (next === undefined) return undefined;
      scope[each] = next;
    }
    return scope;
  }
}

/** What proofs know of vectors and matrices. */
function matrixKnowledge(
  assumptions: Assumptions,
): Pick<Knowledge, 'matrices' | 'sequencesOfMatrices' | 'matrixNames'> {
  const factsOf = (kind: Assumption['kind']) =>
    new Map(
      Object.entries(assumptions).flatMap(([name, { kind: own, shape, symmetric }]) =>
        (own === kind || (own === 'random' && kind === 'dense')) && shape
          ? [[name, { ...shape, symmetric }] as const]
          : [],
      ),
    );
  const [matrices, sequencesOfMatrices] = [factsOf('dense'), factsOf('sequence')];
  const identity = Object.hasOwn(assumptions, 'I') ? [] : ['I'];
  const matrixNames = new Set([...matrices.keys(), ...sequencesOfMatrices.keys(), ...identity]);
  return { matrices, sequencesOfMatrices, matrixNames };
}
