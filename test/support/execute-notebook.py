"""Executes a notebook in a fresh kernel and prints the executed notebook as JSON.

usage: execute-notebook.py WORKING_DIRECTORY < NOTEBOOK
"""
import sys

import nbformat
from nbclient import NotebookClient

notebook = nbformat.reads(sys.stdin.read(), as_version=4)
nbformat.validate(notebook)
client = NotebookClient(
    notebook,
    timeout=300,
    allow_errors=True,
    resources={"metadata": {"path": sys.argv[1]}},
)
client.execute()
sys.stdout.write(nbformat.writes(notebook))
