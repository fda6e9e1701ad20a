"""Prints the state of each kind of widget as ipywidgets makes it, with its style and layout, as JSON.

Run with the Python of .venv; the output is test/oracles/ipywidgets.json.
"""
import json

import ipywidgets

kinds = (
    "IntSlider FloatSlider FloatLogSlider IntRangeSlider FloatRangeSlider IntText FloatText Text Checkbox "
    "ToggleButton Dropdown RadioButtons SelectMultiple Play IntProgress FloatProgress Label HTML Button HBox VBox "
    "Tab Accordion Output"
).split()


def own(widget):
    state = widget.get_state()
    return {key: state[key] for key in sorted(state) if key not in ("layout", "style")}


models = {}
for kind in kinds:
    widget = getattr(ipywidgets, kind)()
    style = getattr(widget, "style", None)
    models[kind] = {"state": own(widget), "style": own(style) if style is not None else None}
models["Layout"] = {"state": own(ipywidgets.Layout()), "style": None}
print(json.dumps({"version": ipywidgets.__version__, "models": models}, indent=1, ensure_ascii=True))
