import type { Limit } from '../options';

/** How long something lasts. */
export const stepCount: Limit = {
  allowed: 'a whole number of steps, 1 or more',
  holds: (value) => Number.isSafeInteger(value) && value >= 1,
};

/** How long something lasts that may be left out. */
export const stepCountOrNone: Limit = {
  allowed: 'a whole number of steps, 0 or more',
  holds: (value) => Number.isSafeInteger(value) && value >= 0,
};

export const positive: Limit = {
  allowed: 'a positive, finite number',
  holds: (value) => Number.isFinite(value) && value > 0,
};

/** Learning rates and what stands in their place. */
export const rate: Limit = {
  allowed: 'a finite number, 0 or more',
  holds: (value) => Number.isFinite(value) && value >= 0,
};

/** Factors that make smaller, or leave as it is. */
export const shrinking: Limit = {
  allowed: 'a positive number, 1 at most',
  holds: (value) => value > 0 && value <= 1,
};
