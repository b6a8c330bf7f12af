"""The cases by group. The module `cases_<group>` builds a group, `manifest_<group>.json` lists what was written."""

import importlib
import pathlib

from cases import CASES


def all_groups():
    """Groups of cases by name, first those of cases.py."""
    folder = pathlib.Path(__file__).parent
    for module in sorted(folder.glob("cases_*.py")):
        importlib.import_module(module.stem)
    groups = {"core": []}
    for case in CASES:
        module = case.build.__module__
        groups.setdefault(module.removeprefix("cases_") if module != "cases" else "core", []).append(case)
    return groups
