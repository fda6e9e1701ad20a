import type { AnyWidget } from './boxes';

/** A widget, for its `value`, or a widget and the name of another of its values. */
export type LinkEnd = AnyWidget | readonly [widget: AnyWidget, name: string];

/**
 * Keeps a value of two widgets equal, whichever changes; at first the second takes the value of the first.
 *
 * @returns what ends it
 */
export function link(first: LinkEnd, second: LinkEnd): () => void {
  const [one, other] = [endOf(first, 'first'), endOf(second, 'second')];
  const follow = (from: End, to: End) => () => {
    const { value } = from;
    if (!Object.is(to.value, value)) to.value = value;
  };
  follow(one, other)();
  const stops = [one.observe(follow(one, other)), other.observe(follow(other, one))];
  return function unlink() {
    for (const stop of stops) stop();
  };
}

interface End {
  value: unknown;
  observe(handler: () => void): () => void;
}

function endOf(end: LinkEnd, which: string): End {
  const [widget, name] = (Array.isArray(end) ? end : [end, 'value']) as readonly [AnyWidget, string];
  const values = widget?.values as Record<string, unknown> | undefined;
  if (!values || !(name in values)) {
    const has = values ? `It has ${Object.keys(values).join(', ')}.` : 'Give a widget, or [widget, name].';
    throw new TypeError(`link: the ${which} argument has no '${name}'. ${has}`);
  }
  return {
    get value() {
      return (widget.values as Record<string, unknown>)[name];
    },
    set value(value) {
      widget.set({ [name]: value });
    },
    observe: (handler) => widget.observe(handler, name),
  };
}
