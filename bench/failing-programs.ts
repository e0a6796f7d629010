import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LabelledText } from './classify-data.ts';

/** Small programs that fail, by the cause of their failure. Each is really run; what it says on standard error is the text. */
const PYTHON: Record<string, string[]> = {
  'missing file': [
    'open("/srv/reports/2024-03.csv").read()',
    'import pathlib\ndef load(p):\n    return pathlib.Path(p).read_text()\nload("settings.toml")',
    'import os\nos.listdir("/var/spool/outbox")',
    'import os\nos.rename("draft.txt", "final.txt")',
    'import shutil\nshutil.copy("template.html", "index.html")',
    'import subprocess\nsubprocess.run(["no-such-converter", "--version"], check=True)',
    'import sqlite3\nsqlite3.connect("/no/such/folder/orders.db")',
  ],
  'missing package': [
    'import flask_missing_extension',
    'from quickfft.core import transform',
    'import importlib\nimportlib.import_module("acme_billing.invoices")',
    'def main():\n    import tensorcraft as tc\n    return tc.zeros(3)\nmain()',
    'from json import load_all',
    'from collections import OrderedDictionary',
    'import xml.etree.FastTree',
  ],
  'wrong type': [
    '"total: " + 5',
    'len(42)',
    'sum(["1", 2])',
    'def greet(name):\n    return name.upper()\ngreet(None)',
    'config = None\nprint(config["host"])',
    'for row in 12:\n    pass',
    'int([1, 2])',
    'def area(w, h):\n    return w * h\narea(3)',
    '{[1]: 2}',
    '(1, 2)[0] = 5',
    'max(3, "4")',
  ],
  'missing key or index': [
    '{"id": 1}["name"]',
    '[1, 2, 3][7]',
    'import os\nos.environ["PAYMENT_TOKEN"]',
    'def last(items):\n    return items[-1]\nlast([])',
    'users = {1: "ada"}\ndef find(i):\n    return users[i]\nfind(9)',
    '[].pop()',
    '{}.popitem()',
    'import json\nd = json.loads(\'{"user": {}}\')\nprint(d["user"]["email"])',
  ],
  'malformed input': [
    'int("12a")',
    'float("1,5")',
    'import json\njson.loads("{\'a\': 1}")',
    'import json\njson.loads("")',
    'b"\\xff\\xfe\\xfa".decode("utf-8")',
    'import datetime\ndatetime.date.fromisoformat("2024-02-30")',
    'import datetime\ndatetime.datetime.strptime("12/2024", "%Y-%m-%d")',
    'import xml.etree.ElementTree as E\nE.fromstring("<a><b></a>")',
    'import base64\nbase64.b64decode("abc")',
    'import configparser\nc = configparser.ConfigParser()\nc.read_string("key = value")',
    'import uuid\nuuid.UUID("not-a-uuid")',
    'import ipaddress\nipaddress.ip_address("300.1.1.1")',
  ],
  'network': [
    'import urllib.request\nurllib.request.urlopen("http://127.0.0.1:9/health", timeout=2)',
    'import socket\nsocket.create_connection(("127.0.0.1", 9), timeout=2)',
    'import http.client\nc = http.client.HTTPConnection("127.0.0.1", 9, timeout=2)\nc.request("GET", "/")',
    'import socket\nsocket.getaddrinfo("db.internal.invalid", 5432)',
    'import urllib.request\nurllib.request.urlopen("https://api.example.invalid/v1/items", timeout=2)',
    'import smtplib\nsmtplib.SMTP("127.0.0.1", 9, timeout=2)',
    'import socket\na, b = socket.socketpair()\na.close()\nb.send(b"x" * 10)\nb.send(b"y")',
    'import socket\ns = socket.socket()\ns.bind(("127.0.0.1", 0))\ns.listen()\ns.settimeout(0.05)\ns.accept()',
  ],
  'syntax': ['def f(:\n    pass', 'if True\n    print(1)', 'x = (1, 2', 'print "hello"', 'def f():\nreturn 1', 'for i in range(3):\n    print(i)\n  print("done")', 'class = 3', 'a = 1 +', 'return 5', "s = 'it"],
  'failed assertion': [
    'assert 2 + 2 == 5',
    'def total(xs):\n    return sum(xs)\nassert total([1, 2]) == 4, "total should be 4"',
    'import unittest\nclass T(unittest.TestCase):\n    def test_sum(self):\n        self.assertEqual(1 + 1, 3)\nunittest.main()',
    'import unittest\nclass T(unittest.TestCase):\n    def test_has(self):\n        self.assertIn("b", ["a"])\nunittest.main()',
    'def withdraw(balance, amount):\n    assert amount <= balance\n    return balance - amount\nwithdraw(10, 20)',
    'import unittest\nclass T(unittest.TestCase):\n    def test_true(self):\n        self.assertTrue(False)\nunittest.main()',
  ],
  'out of resources': [
    'def f(n):\n    return f(n + 1)\nf(0)',
    'x = bytearray(10**15)',
    'import resource\nresource.setrlimit(resource.RLIMIT_NOFILE, (16, 16))\nfiles = [open("/dev/null") for _ in range(30)]',
    'class N:\n    def __repr__(self):\n        return repr(self)\nrepr(N())',
    '"x" * (1 << 62)',
    'import json\na = []\nfor _ in range(100000):\n    a = [a]\njson.dumps(a)',
    'open("/dev/full", "w").write("x" * 100000)',
  ],
};
const NODE: Record<string, string[]> = {
  'missing file': [
    'require("fs").readFileSync("/etc/app/config.json")',
    'require("fs").readdirSync("./uploads")',
    'require("fs").promises.readFile("data/users.json")',
    'require("fs").unlinkSync("/tmp/lock-that-is-not-there")',
    'require("child_process").spawn("no-such-tool", ["--help"])',
    'require("fs").createReadStream("input.log")',
    'process.chdir("/no/such/folder")',
  ],
  'missing package': [
    'require("express-missing")',
    'require("./lib/does-not-exist")',
    'import("left-padding")',
    'require("@acme/ui/button")',
    'require("lodash-missing/fp")',
    'function load() { return require("pg-missing-native"); }\nload()',
    'import("./routes/users.mjs")',
  ],
  'wrong type': [
    'null.foo',
    'const user = undefined; user.name',
    'const x = 5; x()',
    '({}).items.map((x) => x)',
    'for (const a of 12) {}',
    'const { a } = null',
    'new (function () { return 1 }).foo()',
    '"use strict"; const o = Object.freeze({ a: 1 }); o.a = 2',
    'BigInt(1) + 1',
    'Symbol("x") + ""',
    'const c = 1; c = 2',
    'class A { constructor() { this.x.push(1) } }\nnew A()',
    'require("fs").readFileSync(42.5)',
    'Buffer.from(undefined)',
  ],
  'malformed input': [
    'JSON.parse("{a: 1}")',
    'JSON.parse("")',
    'JSON.parse("<html>")',
    'new URL("not a url")',
    'decodeURIComponent("%E0%A4%A")',
    'new RegExp("[a")',
    'BigInt("12x")',
    'new Date("x").toISOString()',
    'require("zlib").gunzipSync(Buffer.from("plain text"))',
    'new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.of(255, 254))',
    'atob("%%%")',
  ],
  'network': [
    'require("net").connect(9, "127.0.0.1")',
    'fetch("http://127.0.0.1:9/api")',
    'require("http").get("http://127.0.0.1:9/health")',
    'require("dns").promises.lookup("db.internal.invalid")',
    'const s = require("net").createServer().listen(0, () => require("net").createServer().listen(s.address().port))',
    'fetch("http://127.0.0.1:7/slow")',
    'const s = require("net").createServer((c) => c.destroy()).listen(0, "127.0.0.1", () => require("http").get({ port: s.address().port, host: "127.0.0.1" }))',
    'const s = require("http").createServer(() => {}).listen(0, () => fetch("http://127.0.0.1:" + s.address().port, { signal: AbortSignal.timeout(50) }).finally(() => s.closeAllConnections()))',
  ],
  'syntax': ['const a = ;', 'function f( {', 'if (true { }', 'let x = 1; let x = 2;', 'const s = "abc', 'return 5 +', 'await = 3; await fetch', 'class { }', 'x = {a: 1,, b: 2}', '}'],
  'failed assertion': [
    'require("assert").strictEqual(1 + 1, 3)',
    'require("assert").deepStrictEqual({ a: 1 }, { a: 2 })',
    'require("assert")(false, "the list must not be empty")',
    'require("assert").ok(0)',
    'require("assert").throws(() => {})',
    'require("assert").match("abc", /x/)',
  ],
  'out of resources': [
    'function f() { return f() + 1 }\nf()',
    'new Array(-1)',
    'Buffer.alloc(2 ** 53)',
    '"x".repeat(2 ** 30)',
    'const a = {}; a.toString = () => String(a); String(a)',
    'new ArrayBuffer(2 ** 52)',
    'const deep = (n) => [deep(n + 1)];\ndeep(0)',
  ],
};
const TRACE_CHARACTERS = 1_500;

/** What each of the programs says when it is run; those that do not fail here are left out. */
export async function tracesOfFailingPrograms(): Promise<LabelledText[]> {
  const folder = await mkdtemp(join(tmpdir(), 'failing-'));
  const found: LabelledText[] = [];
  try {
    for (const [language, programs] of [['python', PYTHON], ['node', NODE]] as const) {
      for (const [label, sources] of Object.entries(programs)) {
        for (const [index, source] of sources.entries()) {
          const file = join(folder, language === 'python' ? 'main.py' : 'main.js');
          await writeFile(file, source);
          const { status, stderr } = spawnSync(language === 'python' ? 'python3' : process.execPath, [file], { encoding: 'utf8', timeout: 20_000, cwd: folder });
          const text = stderr.replaceAll(folder, '/app').replace(/\/[\w./-]+(?=\/(?:lib|bin)\/python3)/g, '/usr').trim().slice(0, TRACE_CHARACTERS);
          if (status === 0 || text === '') console.error(`did not fail: ${language} ${label} ${index}`);
          else found.push({ id: `${language}-${label.replaceAll(' ', '-')}-${index}`, text, label });
        }
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return found;
}
