"""Drives the Java kernel as a front end does: completion, inspection, display, interrupt and death.

usage: kernel.py KERNELS ROOT, where KERNELS is the folder that `assay kernel install --dir` wrote, and ROOT the checkout.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

os.environ["JUPYTER_PATH"] = str(pathlib.Path(sys.argv[1]).resolve().parent)
os.chdir(sys.argv[2])

from jupyter_client.manager import start_new_kernel  # noqa: E402  (reads JUPYTER_PATH)

failures = 0


def check(what, holds, otherwise=""):
    global failures
    print(("ok    " if holds else "WRONG ") + what + ("" if holds else f": {str(otherwise)[:600]}"), flush=True)
    failures += not holds


def run(client, code, timeout=180):
    """The outputs of a cell: text of streams, data of results and displays, and the error, if any."""
    identity = client.execute(code)
    streams, data, error = {"stdout": "", "stderr": ""}, [], None
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        try:
            message = client.get_iopub_msg(timeout=5)
        except Exception:  # nothing was said for a while
            continue
        if message["parent_header"].get("msg_id") != identity:
            continue
        kind, content = message["msg_type"], message["content"]
        if kind == "stream":
            streams[content["name"]] += content["text"]
        elif kind in ("execute_result", "display_data"):
            data.append(content["data"])
        elif kind == "error":
            error = content
        elif kind == "status" and content["execution_state"] == "idle":
            break
    return streams, data, error


def reply(client, identity, timeout=60):
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        message = client.get_shell_msg(timeout=timeout)
        if message["parent_header"].get("msg_id") == identity:
            return message["content"]
    return {}


SETUP = """
import assay.*;
import assay.certificate.*;
import assay.data.Datasets;
import assay.experiment.*;
import assay.random.Philox;
import assay.tablesaw.*;
import java.nio.file.*;
import org.knowm.xchart.*;
import tech.tablesaw.api.*;

Table jobs = Datasets.load("jobs");
Sample trial = Tables.sample(jobs, Map.of(Role.OUTCOME, List.of("depress2"), Role.ASSIGNMENT, List.of("treat")), Missing.FAIL);
Fit fit = new DifferenceInMeans().estimate(trial, new Philox(1, 0, 3));
"""


def talk(client):
    _, _, error = run(client, SETUP)
    check("a cell with imports, a table and a fit runs", error is None, error)

    found = reply(client, client.complete("fit.esti", 8))
    check("completion of a method", any(m.startswith("estimate(") for m in found["matches"]), found)
    check("completion says what it replaces", found["cursor_start"] == 4 and found["cursor_end"] == 8, found)
    found = reply(client, client.complete("Differ", 6))
    check("completion of a class", "DifferenceInMeans" in found["matches"], found)
    found = reply(client, client.complete("double half = tria", 18))
    check("completion of a variable of an earlier cell", "trial" in found["matches"], found)

    found = reply(client, client.inspect("fit.estimate(", 13))
    check("inspection of a method", found["found"] and "Estimate" in found["data"]["text/plain"], found)
    found = reply(client, client.inspect("Lin", 3))
    check(
        "inspection of a class of the engine shows what it is for",
        found["found"] and "regression" in found["data"]["text/plain"].lower(),
        found,
    )
    found = reply(client, client.is_complete("for (int i = 0; i < 3; i++) {"))
    check("an open brace is not complete", found["status"] == "incomplete", found)

    _, data, error = run(client, "jobs")
    check("a table renders", error is None and "<table>" in data[0].get("text/html", ""), error or data)
    _, data, error = run(client, "fit")
    html = data[0].get("text/html", "") if data else ""
    check("a fit renders as a table", error is None and "<table>" in html and "std_error" in html, error or data)
    check("a fit shows its certificate", "certificate: CERTIFIED, tier A" in html, html)
    check("a fit has plain text", "std_error" in data[0].get("text/plain", ""), data)
    _, data, error = run(
        client, 'new CertificateFiles(Path.of("harness/certificates")).read("difference-in-means").orElseThrow()'
    )
    html = data[0].get("text/html", "") if data else ""
    check("a certificate renders", error is None and "CERTIFIED" in html and "<table>" in html, error or data)
    _, data, error = run(
        client,
        'XYChart chart = new XYChartBuilder().width(400).height(300).build();\n'
        'chart.addSeries("line", new double[] {1, 2}, new double[] {3, 4});\nchart',
    )
    check("a chart renders as a picture", error is None and "image/png" in data[0], error or data)
    _, data, _ = run(client, 'display(Table.create(IntColumn.create("n", 1, 2)));\n"after"')
    check("display shows before the result", len(data) == 2 and "<table>" in data[0].get("text/html", ""), data)

    streams, _, error = run(client, "assay.notebook.Exercise.of(1, 1).check(0.17);")
    check("a wrong answer says what is wrong", error and error["ename"] == "WrongAnswer" and "opposite" in error["evalue"], error)
    check("without a stack", error and len(error["traceback"]) <= 2, error)


def stop(manager, client):
    identity = client.execute('System.out.println("on");\nlong turns = 0;\nwhile (true) { turns++; }')
    while True:  # until it is in the loop
        message = client.get_iopub_msg(timeout=60)
        if message["parent_header"].get("msg_id") == identity and message["msg_type"] == "stream":
            break
    time.sleep(2)
    began = time.monotonic()
    manager.interrupt_kernel()
    answer = reply(client, identity, 30)
    took = time.monotonic() - began
    check("an endless loop is stopped", answer.get("status") == "error" and "Interrupted" in str(answer), answer)
    check("within seconds", took < 10, took)
    _, data, error = run(client, "fit.estimate().value() < 0")
    check("and the kernel lives on with what was declared", error is None and data[0]["text/plain"] == "true", error or data)
    identity = client.execute('System.out.println("asleep");\nThread.sleep(600_000);')
    time.sleep(3)
    manager.interrupt_kernel()
    answer = reply(client, identity, 30)
    check("a sleeping cell is stopped", "Interrupted" in str(answer), answer)


def exhaust(client):
    _, _, error = run(client, "List<long[]> hoard = new ArrayList<>();\nwhile (true) hoard.add(new long[4_000_000]);")
    check("an exhausted heap says so", error and "OutOfMemoryError" in error["ename"] + error["evalue"], error)
    check("and what to do", error and "-Xmx" in error["evalue"], error)
    _, data, error = run(client, "hoard.clear();\n1 + 1")
    check("and the kernel lives on", error is None and data[0]["text/plain"] == "2", error or data)


def leave(manager, client):
    identity = client.execute("System.exit(3);")
    said, end = "", time.monotonic() + 30
    while "kernel ends" not in said and time.monotonic() < end:
        try:
            message = client.get_iopub_msg(timeout=2)
        except Exception:  # nothing was said for a while
            continue
        if message["msg_type"] == "stream" and message["parent_header"].get("msg_id") == identity:
            said += message["content"]["text"]
    check("a kernel that dies says why in the front end", "System.exit" in said, said)
    while manager.is_alive() and time.monotonic() < end:
        time.sleep(0.2)
    check("and is gone", not manager.is_alive())


def refuse():
    """Kernels that cannot start say why on standard error."""
    spec = json.loads((pathlib.Path(sys.argv[1]) / "java" / "kernel.json").read_text())

    def start(argument, arguments=()):
        command = [argument if part == "{connection_file}" else part for part in spec["argv"]]
        command[1:1] = arguments
        return subprocess.run(command, capture_output=True, text=True, timeout=120)

    gone = start("/nowhere/connection.json")
    check("a missing connection file is named", gone.returncode == 2 and "/nowhere/connection.json" in gone.stderr, gone)
    with tempfile.TemporaryDirectory() as folder:
        broken = pathlib.Path(folder, "broken.json")
        broken.write_text("{}")
        bad = start(str(broken))
        check("a broken connection file is named", bad.returncode != 0 and "not a connection file" in bad.stderr, bad)
        import socket

        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            connection = dict(
                ip="127.0.0.1", transport="tcp", key="k", signature_scheme="hmac-sha256", shell_port=port, iopub_port=port,
                stdin_port=port, control_port=port, hb_port=port,
            )
            broken.write_text(json.dumps(connection))
            busy = start(str(broken))
            check("a taken port is named", busy.returncode != 0 and "taken" in busy.stderr, busy)
        bare = start(str(broken), ["--limit-modules", "java.base,java.logging"])
        check("a Java without a compiler is named", bare.returncode != 0 and "JDK" in bare.stderr, bare)


manager, client = start_new_kernel(kernel_name="java", startup_timeout=180)
try:
    talk(client)
    stop(manager, client)
    exhaust(client)
    leave(manager, client)
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
refuse()
sys.exit(1 if failures else 0)
