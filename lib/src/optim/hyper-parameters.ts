import { InvalidInput } from '../errors';
import { described } from '../errors/described';
import { matches, type SettledGroup, type VariableInfo } from './groups';
import { type Declared, hyperAt, type Schedule, type Settings } from './options';

type Hypers = Readonly<Record<string, number | Schedule>>;

/** The hyper-parameters of each variable: those for all, but for what its groups say. */
export class HyperParameters {
  readonly #rule: Declared;
  readonly #settings: Settings;
  readonly #known = new Map<string, Hypers>();
  /** One object for all variables of the same groups, so that their scalars are computed once. */
  readonly #combinations = new Map<string, Hypers>();

  constructor(rule: Declared, settings: Settings) {
    this.#rule = rule;
    this.#settings = settings;
  }

  /** The numbers of one step, by variable; equal groups get one and the same object. */
  at(step: number): (variable: VariableInfo) => Readonly<Record<string, number>> {
    const computed = new Map<Hypers, Record<string, number>>();
    return (variable) => {
      const own = this.of(variable);
      const values = computed.get(own) ?? hyperAt(this.#rule, own, step);
      computed.set(own, values);
      return values;
    };
  }

  /** Numbers, and schedules as they are. */
  of(variable: VariableInfo): Hypers {
    const { hyper, layers } = this.#settings;
    if (layers.length === 0) return hyper;
    const key = `${variable.name} ${variable.shape.join()}`;
    const known = this.#known.get(key);
    if (known) return known;
    const positions = layers.map((groups) => this.#position(groups, variable));
    const combination = positions.join();
    const own =
      this.#combinations.get(combination) ??
      Object.assign({}, hyper, ...layers.map((groups, i) => groups[positions[i]]?.hyper));
    this.#combinations.set(combination, own);
    this.#known.set(key, own);
    return own;
  }

  /** Where in a layer the variable's group is; -1 if it is in none. */
  #position(groups: readonly SettledGroup[], variable: VariableInfo): number {
    const found = groups.flatMap(({ variables }, i) =>
      matches(variables, variable, `${this.#rule.name}: what group ${i + 1} says`) ? [i] : [],
    );
    if (found.length < 2) return found[0] ?? -1;
    throw new InvalidInput({
      subject: `${this.#rule.name}: the variable ${variable.name}`,
      given: described(`in groups ${found.map((i) => i + 1).join(' and ')}`),
      allowed: 'in one group, or in none',
    });
  }
}
