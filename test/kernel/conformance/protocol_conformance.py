"""The messages of the protocol as jupyter_client sees them; ipykernel and SQLite are the references."""

import datetime
import json
import queue
import sqlite3
import time
import unittest

import nbformat
import zmq
from jupyter_client.manager import KernelManager, start_new_kernel
from jupyter_client.session import Session
from jupyter_kernel_test.msgspec_v5 import validate_message
from nbclient import NotebookClient
from nbconvert import HTMLExporter

TIMEOUT = 20


class Kernel:
    """A kernel with a client that collects what belongs to one request."""

    def __init__(self, name="optlab"):
        self.manager, self.client = start_new_kernel(kernel_name=name)

    def stop(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def ask(self, msg_type, content=None, channel="shell", has_reply=True):
        """The reply to a request, if any, and the iopub messages whose parent it is, up to its idle."""
        message = self.client.session.msg(msg_type, content or {})
        target = getattr(self.client, f"{channel}_channel")
        target.send(message)
        parent = message["header"]["msg_id"]
        return self.reply(target, parent) if has_reply else None, self.published(parent)

    def reply(self, channel, parent):
        while True:
            reply = channel.get_msg(timeout=TIMEOUT)
            if reply["parent_header"]["msg_id"] == parent:
                return reply

    def published(self, parent):
        messages = []
        while True:
            message = self.client.get_iopub_msg(timeout=TIMEOUT)
            if message["parent_header"].get("msg_id") != parent:
                continue
            validate_message(message)
            messages.append(message)
            if message["content"].get("execution_state") == "idle":
                return messages

    def execute(self, code, **options):
        content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}}
        content |= {"allow_stdin": False, "stop_on_error": True} | options
        reply, messages = self.ask("execute_request", content)
        validate_message(reply, "execute_reply")
        return reply["content"], messages

    def execute_only(self, code):
        """The reply alone, as soon as it is there."""
        return self.reply(self.client.shell_channel, self.client.execute(code))["content"]


def types(messages):
    return [message["msg_type"] for message in messages]


class Messages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.kernel = Kernel()

    @classmethod
    def tearDownClass(cls):
        cls.kernel.stop()

    def test_kernel_info(self):
        reply, _ = self.kernel.ask("kernel_info_request")
        validate_message(reply, "kernel_info_reply")
        info = reply["content"]
        self.assertEqual(info["protocol_version"], "5.5")
        self.assertEqual(info["supported_features"], [])
        self.assertIn("TypeScript", info["banner"])
        self.assertEqual(info["language_info"]["name"], "typescript")
        self.assertEqual(info["language_info"]["file_extension"], ".ts")
        for link in info["help_links"]:
            self.assertEqual(set(link), {"text", "url"})
            self.assertRegex(link["url"], "^https://")

    def test_every_request_is_framed_by_busy_and_idle(self):
        at = {"code": "parseInt", "cursor_pos": 8}
        requests = {
            "kernel_info_request": {},
            "complete_request": at,
            "inspect_request": {**at, "detail_level": 0},
            "is_complete_request": {"code": "1"},
            "history_request": {"hist_access_type": "tail", "n": 1, "output": False, "raw": True},
            "comm_info_request": {},
            "connect_request": {},
        }
        for channel in ["shell", "control"]:
            for msg_type, content in requests.items():
                with self.subTest(msg_type=msg_type, channel=channel):
                    reply, messages = self.kernel.ask(msg_type, content, channel)
                    validate_message(reply, msg_type.replace("request", "reply"))
                    self.assertEqual(types(messages), ["status", "status"])
                    self.assertEqual(messages[0]["content"]["execution_state"], "busy")
        _, messages = self.kernel.ask("unheard_of_request", has_reply=False)
        self.assertEqual(types(messages), ["status", "status"])

    def test_headers_are_complete(self):
        reply, messages = self.kernel.ask("execute_request", {"code": "console.log(1); display(2); 3"})
        ids = set()
        for message in [reply, *messages]:
            header = message["header"]
            self.assertEqual(header["version"], "5.5")
            self.assertEqual(header["session"], reply["header"]["session"])
            self.assertIsInstance(header["date"], datetime.datetime)
            self.assertIsNotNone(header["date"].tzinfo)
            self.assertLess(abs(header["date"].timestamp() - time.time()), 60)
            self.assertEqual(message["parent_header"]["msg_type"], "execute_request")
            ids.add(header["msg_id"])
        self.assertEqual(len(ids), len(messages) + 1)
        self.assertEqual(
            types(messages),
            ["status", "execute_input", "stream", "display_data", "execute_result", "status"],
        )

    def test_connect_request_names_the_ports(self):
        reply, _ = self.kernel.ask("connect_request")
        info = self.kernel.manager.get_connection_info()
        ports = {name: info[name] for name in reply["content"] if name.endswith("_port")}
        self.assertEqual(len(ports), 5)
        self.assertEqual(reply["content"], {"status": "ok", **ports})

    def test_a_silent_cell_publishes_nothing(self):
        code = 'console.log(1); console.error(2); display(3); display.html("4"); clearOutput(); 5'
        reply, messages = self.kernel.execute(code, silent=True)
        self.assertEqual((reply["status"], types(messages)), ("ok", ["status", "status"]))
        reply, messages = self.kernel.execute('throw new Error("quiet")', silent=True)
        self.assertEqual((reply["evalue"], types(messages)), ("quiet", ["status", "status"]))

    def test_user_expressions(self):
        expressions = {"good": "20 + 1", "missing": "nowhere", "thrown": "JSON.parse('{')", "none": "undefined"}
        expressions["rich"] = "({ [Symbol.for('Jupyter.display')]: () => ({ 'text/html': '<b>' }) })"
        for options in [{}, {"silent": True}, {"store_history": False}]:
            results = self.kernel.execute("const base = 1", user_expressions=expressions, **options)[0]
            results = results["user_expressions"]
            self.assertEqual(results["good"], {"status": "ok", "data": {"text/plain": "21"}, "metadata": {}})
            self.assertEqual(results["none"]["data"], {"text/plain": "undefined"})
            self.assertEqual(results["rich"]["data"]["text/html"], "<b>")
            for name, part in [("missing", "nowhere"), ("thrown", "JSON")]:
                self.assertEqual(results[name]["status"], "error")
                self.assertIn(part, results[name]["evalue"])
                self.assertTrue(results[name]["traceback"])
        failed, _ = self.kernel.execute("throw 1", user_expressions=expressions)
        self.assertEqual(failed.get("user_expressions", {}), {})

    def test_the_control_channel_answers_while_a_cell_computes(self):
        session = self.kernel.client.session
        message = session.msg("execute_request", {"code": "console.log('on'); while (true) {}"})
        self.kernel.client.shell_channel.send(message)
        time.sleep(0.5)
        reply, _ = self.kernel.ask("kernel_info_request", channel="control")
        self.assertEqual(reply["content"]["status"], "ok")
        debug = {"type": "request", "seq": 7, "command": "initialize"}
        reply, _ = self.kernel.ask("debug_request", debug, channel="control")
        self.assertEqual((reply["content"]["success"], reply["content"]["request_seq"]), (False, 7))
        reply, _ = self.kernel.ask("interrupt_request", channel="control")
        self.assertEqual(reply["content"]["status"], "ok")
        ended = self.kernel.reply(self.kernel.client.shell_channel, message["header"]["msg_id"])
        self.assertEqual(ended["content"]["ename"], "KeyboardInterrupt")

    def test_a_cell_sent_after_the_reply_of_an_error_always_runs(self):
        for _ in range(30):
            self.assertEqual(self.kernel.execute_only("throw 1")["status"], "error")
            self.assertEqual(self.kernel.execute_only("1")["status"], "ok")

    def test_what_a_timer_prints_a_hundred_cells_later_belongs_to_its_own_cell(self):
        first = self.kernel.client.execute(
            "let go = false; const waiting = setInterval(() => { if (go) { clearInterval(waiting); console.log('late') } }, 5); undefined"
        )
        for _ in range(100):
            self.kernel.execute_only("0")
        self.kernel.client.execute("go = true")
        while True:
            message = self.kernel.client.get_iopub_msg(timeout=TIMEOUT)
            if message["msg_type"] == "stream":
                break
        self.assertEqual(message["content"]["text"], "late\n")
        self.assertEqual(message["parent_header"]["msg_id"], first)

    def test_a_question_mark_pages(self):
        reply, _ = self.kernel.execute("parseInt?")
        (page,) = reply["payload"]
        self.assertEqual((page["source"], page["start"]), ("page", 0))
        self.assertIn("parseInt", page["data"]["text/plain"])


class Counts(unittest.TestCase):
    def test_execution_counts_are_those_of_ipykernel(self):
        steps = [
            ("value", {}),
            ("value", {"silent": True}),
            ("value", {"store_history": False}),
            ("fail", {}),
            ("fail", {"silent": True}),
            ("syntax", {}),
            ("value", {"silent": True, "store_history": True}),
            ("empty", {}),
            ("blank", {}),
            ("value", {}),
        ]
        codes = {
            "python3": {"value": "1", "fail": "1 / 0", "syntax": "1 +* 2", "empty": "", "blank": " \n"},
            "optlab": {"value": "1", "fail": "throw 1", "syntax": "1 +* 2", "empty": "", "blank": " \n"},
        }
        seen = {}
        for name, code in codes.items():
            kernel = Kernel(name)
            try:
                replies = [kernel.execute(code[step], **options)[0] for step, options in steps]
                seen[name] = [(reply["status"], reply["execution_count"]) for reply in replies]
            finally:
                kernel.stop()
        self.assertEqual(seen["optlab"], seen["python3"])


class Histories(unittest.TestCase):
    def test_search_patterns_are_those_of_sqlite(self):
        inputs = ["a", "ab", "a*b", "[x]", "let a = 1", "A", "a\nb", "]", "^", "-", "é😀", "a-c"]
        patterns = ["*", "a*", "?", "a?b", "[[]*", "[]]", "[^a]", "[a-c]*", "a[*]b", "*😀", "??", "[-^]", "x", ""]
        patterns += ["[a", "*[*]*", "[^]]", "[c-a]", "\\*", "(a|b)", "."]
        database = sqlite3.connect(":memory:")
        kernel = Kernel()
        try:
            for text in inputs:
                kernel.execute(text)
            for pattern in patterns:
                with self.subTest(pattern=pattern):
                    right = [t for t in inputs if database.execute("SELECT ? GLOB ?", (t, pattern)).fetchone()[0]]
                    content = {"hist_access_type": "search", "pattern": pattern, "output": False, "raw": True}
                    reply, _ = kernel.ask("history_request", content)
                    validate_message(reply, "history_reply")
                    self.assertEqual([entry[2] for entry in reply["content"]["history"]], right)
        finally:
            kernel.stop()


class Signatures(unittest.TestCase):
    def send(self, kernel, session, code, frames=None):
        """Sends an execute_request on a socket of its own; the frames that went out."""
        socket = zmq.Context.instance().socket(zmq.DEALER)
        socket.linger = 1000
        info = kernel.manager.get_connection_info()
        socket.connect(f"tcp://{info['ip']}:{info['shell_port']}")
        content = {"code": code, "silent": False}
        frames = frames or session.serialize(session.msg("execute_request", content))
        socket.send_multipart(frames)
        answered = socket.poll(1500) != 0
        socket.close()
        return frames, answered

    def test_only_messages_with_a_right_and_fresh_signature_are_answered(self):
        kernel = Kernel()
        try:
            key = kernel.manager.session.key
            frames, answered = self.send(kernel, Session(key=key), "let seen = 1")
            self.assertTrue(answered)
            self.assertFalse(self.send(kernel, None, "", frames)[1], "a message that is sent again")
            self.assertFalse(self.send(kernel, Session(key=b"wrong"), "1")[1], "a wrong key")
            self.assertFalse(self.send(kernel, Session(key=b""), "1")[1], "no signature")
            changed = [*frames[:-1], json.dumps({"code": "2"}).encode()]
            self.assertFalse(self.send(kernel, None, "", changed)[1], "a changed message")
            self.assertEqual(kernel.execute("seen")[0]["status"], "ok")
        finally:
            kernel.stop()

    def test_without_a_key_nothing_is_signed_or_verified(self):
        manager = KernelManager(kernel_name="optlab")
        manager.session.key = b""
        manager.start_kernel()
        kernel = Kernel.__new__(Kernel)
        kernel.manager, kernel.client = manager, manager.client()
        kernel.client.start_channels()
        try:
            kernel.client.wait_for_ready(timeout=TIMEOUT)
            self.assertEqual(kernel.execute("1 + 1")[0]["status"], "ok")
            self.assertTrue(self.send(kernel, Session(key=b"any"), "1")[1])
        finally:
            kernel.stop()


class Shutdown(unittest.TestCase):
    def test_the_reply_says_whether_the_kernel_comes_back_and_iopub_tells_the_others(self):
        for restart in [True, False]:
            kernel = Kernel()
            session = kernel.client.session
            message = session.msg("shutdown_request", {"restart": restart})
            kernel.client.control_channel.send(message)
            reply = kernel.reply(kernel.client.control_channel, message["header"]["msg_id"])
            validate_message(reply, "shutdown_reply")
            self.assertEqual(reply["content"], {"status": "ok", "restart": restart})
            told = []
            try:
                while "shutdown_reply" not in types(told):
                    told.append(kernel.client.get_iopub_msg(timeout=TIMEOUT))
            except queue.Empty:
                self.fail("nothing on iopub")
            for _ in range(100):
                if not kernel.manager.is_alive():
                    break
                time.sleep(0.05)
            self.assertFalse(kernel.manager.is_alive())
            kernel.client.stop_channels()
            kernel.manager.cleanup_resources()


class Notebooks(unittest.TestCase):
    def test_every_kind_of_output_is_valid_in_a_file_and_rendered_as_html(self):
        png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
        cells = [
            'display.html("<b>bold</b>")',
            'display.markdown("*leaning* $x^2$")',
            'display.latex("$y^2$")',
            'display.svg("<svg><circle r=\'3\'/></svg>", { isolated: true })',
            f'display.png("{png}", {{ width: 20, height: 10 }})',
            'display.json({ a: [1, null] }, { expanded: true })',
            'display.plotly({ data: [{ y: [1, 2] }] })',
            'display.table([{ loss: 0.25, step: "first" }, { loss: 1e-3 }], { caption: "A table" })',
            "import { display as show, newDisplay } from 'tslab'\nshow.jpeg(Buffer.from([1, 2]))\n"
            "const place = newDisplay()\nplace.text('before')\nplace.text('after')",
            'console.log("\\x1b[31mred\\x1b[0m \\ud800"); console.error("warned")',
            "[1, new Map([[{ a: 1 }, 2n]]), 'text \\udfff']",
            "({ [Symbol.for('Jupyter.display')]: () => ({ 'text/html': 5, 'no type': 'x' }) })",
        ]
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in cells])
        NotebookClient(notebook, kernel_name="optlab", timeout=TIMEOUT).execute()
        nbformat.validate(nbformat.from_dict(json.loads(nbformat.writes(notebook).encode("utf-8"))))
        for cell in notebook.cells:
            self.assertTrue(cell.outputs, cell.source)
        self.assertEqual(notebook.cells[8].outputs[-1].data["text/plain"], "after")
        page, _ = HTMLExporter().from_notebook_node(notebook)
        for part in [
            "<b>bold</b>",
            "<em>leaning</em>",
            "$y^2$",
            "image/svg+xml;base64",
            png[:40],
            "<caption>A table</caption>",
            '<td style="text-align: right">0.25</td>',
            "ansi-red-fg",
            "warned",
        ]:
            self.assertIn(part, page)


if __name__ == "__main__":
    unittest.main()
