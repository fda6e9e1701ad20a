/** Numbers that a hyper-parameter may take. */
export interface Limit {
  /** In words, for error messages. */
  allowed: string;
  holds(value: number): boolean;
}

export const finite: Limit = { allowed: 'a finite number', holds: Number.isFinite };

/** Learning rates, and what stands in their place. */
export const nonNegative: Limit = {
  allowed: 'a finite number, 0 or more',
  holds: (value) => Number.isFinite(value) && value >= 0,
};

export const positive: Limit = {
  allowed: 'a finite number above 0',
  holds: (value) => Number.isFinite(value) && value > 0,
};

export const oneOrMore: Limit = {
  allowed: 'a finite number, 1 or more',
  holds: (value) => Number.isFinite(value) && value >= 1,
};

export const fraction: Limit = {
  allowed: 'a number from 0 to 1',
  holds: (value) => value >= 0 && value <= 1,
};

/** Factors that make smaller, or leave as it is. */
export const shrinking: Limit = {
  allowed: 'a positive number, 1 at most',
  holds: (value) => value > 0 && value <= 1,
};

/** Decay rates of moving averages: 1 would never forget the start. */
export const decayRate: Limit = {
  allowed: 'a number from 0 up to, but not including, 1',
  holds: (value) => value >= 0 && value < 1,
};

export const wholeNumber: Limit = {
  allowed: 'a whole number, 1 or more',
  holds: (value) => Number.isSafeInteger(value) && value >= 1,
};

/** How long something lasts. */
export const stepCount: Limit = { ...wholeNumber, allowed: 'a whole number of steps, 1 or more' };

/** How long something lasts that may be left out. */
export const stepCountOrNone: Limit = {
  allowed: 'a whole number of steps, 0 or more',
  holds: (value) => Number.isSafeInteger(value) && value >= 0,
};
