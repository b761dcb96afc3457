"""Compares chapters executed by Jupyter with those executed by the plain JVM: every text output must be the same.

usage: same_outputs.py PLAIN JUPYTER, folders of NN-name/chapter.ipynb and of NN-name.ipynb.
"""
import json
import pathlib
import sys


def texts(notebook):
    """For each code cell the text of its streams, and the kinds and texts of what it shows."""
    for cell in json.loads(notebook.read_text())["cells"]:
        if cell["cell_type"] != "code":
            continue
        streams, shown = {"stdout": "", "stderr": ""}, []
        for output in cell["outputs"]:
            if output["output_type"] == "stream":
                streams[output["name"]] += "".join(output["text"])
            elif output["output_type"] == "error":
                shown.append(("error", output["ename"], output["evalue"]))
            else:
                data = output["data"]
                shown.append(tuple(sorted((k, "".join(v) if k.startswith("text/") else "") for k, v in data.items())))
        yield streams, shown


wrong = cells = 0
for jupyter in sorted(pathlib.Path(sys.argv[2]).glob("*.ipynb")):
    plain = pathlib.Path(sys.argv[1], jupyter.stem, "chapter.ipynb")
    pairs = list(zip(texts(plain), texts(jupyter), strict=True))
    for number, (here, there) in enumerate(pairs, 1):
        cells += 1
        if here != there:
            wrong += 1
            print(f"{jupyter.stem}, code cell {number}: the plain JVM shows {str(here)[:300]}, Jupyter {str(there)[:300]}")
print(f"{cells} code cells, {wrong} of them differ")
sys.exit(1 if wrong or not cells else 0)
